import type { Standing } from "@mainstreet/core/standing";
import { fold } from "@mainstreet/core/text";
import { useQuery } from "@tanstack/react-query";
import { get } from "../ask.ts";
import type { MemberRow } from "../rows.ts";

/** A member whose membership ends or has ended. */
export type Renewal = Pick<MemberRow, "id" | "version" | "name" | "contactName" | "contactEmail"> & {
  readonly standing: Standing;
  /** The last reminder of this end; null while none went out. */
  readonly reminded: { readonly day: number; readonly on: string } | null;
};

/** Standings in which a membership is asked for. */
export const STATES = ["due", "grace", "lapsed"] as const;

/** Whose membership is due or over. Whatever changes members makes it be read again. */
export function useRenewals() {
  return useQuery({
    queryKey: ["members", "renewals"],
    queryFn: () => get<{ readonly renewals: readonly Renewal[]; readonly more: boolean }>("staff/renewals"),
  });
}

/** Those of a standing, or of any with "", in whose name or contact all words of a text are found. */
export function narrowed(renewals: readonly Renewal[], { q, state }: { q: string; state: string }): Renewal[] {
  const words = fold(q).split(" ").filter(Boolean);
  return renewals.filter(({ name, contactName, contactEmail, standing }) => {
    if (state !== "" && standing.state !== state) return false;
    const found = fold(`${name} ${contactName} ${contactEmail}`);
    return words.every((word) => found.includes(word));
  });
}
