import type { Guest as Visitor } from "@mainstreet/core/guest-path";
import type { QuietMember as Found, Quiet } from "@mainstreet/core/quiet";
import { fold } from "@mainstreet/core/text";
import { useQuery } from "@tanstack/react-query";
import { get } from "../ask.ts";
import type { MemberRow } from "../rows.ts";

export type QuietMember = Pick<MemberRow, "id" | "name" | "contactName" | "contactEmail"> & Found;

export type Guest = Visitor & {
  readonly askedAt: string | null;
  readonly leftAlone: boolean;
  readonly unsubscribed: boolean;
  readonly mayAsk: boolean;
};

const FRESH_MS = 60_000;

/** Members nothing is heard of. Whatever changes members makes them be read again. */
export function useQuietMembers() {
  return useQuery({
    queryKey: ["members", "quiet"],
    queryFn: () => get<{ members: readonly QuietMember[]; since: string | null; more: boolean }>("staff/quiet"),
    staleTime: FRESH_MS,
  });
}

/** Who came to events and belongs to no member. */
export function useGuests() {
  return useQuery({
    queryKey: ["guests"],
    queryFn: () => get<{ guests: readonly Guest[]; since: string | null; more: boolean }>("staff/guests"),
    staleTime: FRESH_MS,
  });
}

/** The members who are quiet for a reason, or for any with "", and in whose names all words of a text are found. */
export function quietAbout(members: readonly QuietMember[], { q, why }: { q: string; why: string }): QuietMember[] {
  return members.filter(({ name, contactName, contactEmail, reasons }) => {
    return isAmong<Quiet>(reasons, why) && has(`${name} ${contactName} ${contactEmail}`, q);
  });
}

/** The guests who came so often ("1", "2", or "3" for more, "" for any), and in whose names all words of a text are found. */
export function guestsAt(guests: readonly Guest[], { q, visits }: { q: string; visits: string }): Guest[] {
  return guests.filter(({ name, company, email, visits: count }) => {
    return (visits === "" || visits === stageOf(count)) && has(`${name} ${company} ${email}`, q);
  });
}

/** How far on the path somebody is who came so often. */
export function stageOf(visits: number): "1" | "2" | "3" {
  return visits >= 3 ? "3" : visits === 2 ? "2" : "1";
}

function isAmong<T extends string>(all: readonly T[], wanted: string): boolean {
  return wanted === "" || all.some((one) => one === wanted);
}

function has(text: string, q: string): boolean {
  const found = fold(text);
  return fold(q)
    .split(" ")
    .every((word) => found.includes(word));
}
