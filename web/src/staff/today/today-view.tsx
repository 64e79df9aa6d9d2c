import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { todayView as words } from "../../strings/en-console.ts";
import { linkTo } from "../address.ts";
import { get } from "../ask.ts";
import { useEvents } from "../events/events.ts";
import { useMemberLines } from "../members/use-member-lines.ts";
import { useChamber, useListings } from "../rows.ts";
import { todayIn } from "../today.ts";
import { Heading } from "../view-heading.tsx";
import { AllTasks } from "./all-tasks.tsx";

type Waiting = { readonly changes: readonly unknown[]; readonly cursor: string | null };
type Mail = { readonly mails: readonly unknown[]; readonly setAside: number };

/** Something that needs somebody today: how many, what they are, and where that is dealt with. */
type Need = {
  readonly count: number;
  readonly text: (count: number) => string;
  readonly href: string;
  readonly isUrgent: boolean;
};

const DAY_MS = 86_400_000;

/** What needs attention today, the most urgent first. */
export function TodayView(): ReactNode {
  const needs = useNeeds();
  const { data: events } = useEvents();
  const { data: chamber } = useChamber();
  const today = todayIn(chamber?.zone ?? "UTC", Date.now());
  const coming = (events ?? []).filter(({ endsAt, status }) => endsAt.slice(0, 10) >= today && status !== "cancelled");
  return (
    <>
      <Heading title={words.title} lead={words.lead(today)} />
      <section aria-label={words.needs}>
        {needs === null ? (
          <p role="status">{words.loading}</p>
        ) : needs.length === 0 ? (
          <p className="account-notice">{words.nothing}</p>
        ) : (
          <ul className="needs">
            {needs.map(({ count, text, href, isUrgent }) => (
              <li key={href + text(count)}>
                <a className={isUrgent ? "need urgent" : "need"} href={href}>
                  <strong>{count.toLocaleString("en-US")}</strong>
                  <span>{text(count)}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </section>
      <div className="account-columns">
        <AllTasks today={today} />
        <section className="account-panel">
          <h2>{words.coming}</h2>
          {coming.length === 0 ? (
            <p className="note">{words.noEvents}</p>
          ) : (
            <ul className="account-rows">
              {coming.slice(0, 6).map(({ id, title, startsAt, status }) => (
                <li key={id} className="account-row">
                  <a href={linkTo("/staff/events/", { id })}>{title}</a>
                  <span className="account-hint">
                    {startsAt.slice(0, 10)}, {startsAt.slice(11, 16)} {status === "draft" && words.draft}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </>
  );
}

/** Null until the most of it is known. */
function useNeeds(): readonly Need[] | null {
  const { lines, isLoading } = useMemberLines();
  const { data: listings } = useListings();
  const { data: chamber } = useChamber();
  const { data: changes } = useQuery({ queryKey: ["waiting"], queryFn: () => get<Waiting>("staff/changes?limit=100") });
  const { data: claims } = useQuery({
    queryKey: ["claims"],
    queryFn: async () => (await get<{ claims: readonly unknown[] }>("staff/claims")).claims,
  });
  const { data: applications } = useQuery({
    queryKey: ["applications"],
    queryFn: async () => (await get<{ applications: readonly unknown[] }>("staff/applications")).applications,
  });
  const { data: mail } = useQuery({ queryKey: ["mail"], queryFn: () => get<Mail>("staff/mail") });
  if (isLoading || !listings) return null;
  const days = chamber?.confirmEveryDays || 365;
  const old = new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
  const shown = listings.filter(({ status }) => status === "published");
  const inState = (state: string): number => lines.filter((line) => line.state === state).length;
  const needs: Need[] = [
    { count: changes?.changes.length ?? 0, text: words.changes, href: linkTo("/staff/changes/"), isUrgent: true },
    { count: claims?.length ?? 0, text: words.claims, href: linkTo("/staff/people/"), isUrgent: true },
    { count: applications?.length ?? 0, text: words.applications, href: linkTo("/staff/people/"), isUrgent: true },
    {
      count: (mail?.mails.length ?? 0) + (mail?.setAside ?? 0),
      text: words.mail,
      href: linkTo("/staff/events/", { mail: "failed" }),
      isUrgent: true,
    },
    {
      count: inState("grace"),
      text: words.grace,
      href: linkTo("/staff/renewals/", { state: "grace" }),
      isUrgent: true,
    },
    { count: inState("due"), text: words.due, href: linkTo("/staff/renewals/", { state: "due" }), isUrgent: false },
    {
      count: shown.filter(({ pin }) => pin === "none").length,
      text: words.noPin,
      href: linkTo("/staff/listings/", { lacks: "pin", status: "published" }),
      isUrgent: false,
    },
    {
      count: shown.filter(({ pin }) => pin === "outside").length,
      text: words.outside,
      href: linkTo("/staff/listings/", { lacks: "outside", status: "published" }),
      isUrgent: false,
    },
    {
      count: shown.filter(({ confirmedOn }) => (confirmedOn ?? "") < old).length,
      text: words.unconfirmed,
      href: linkTo("/staff/listings/", { lacks: "confirmed", status: "published" }),
      isUrgent: false,
    },
  ];
  return needs.filter(({ count }) => count > 0);
}
