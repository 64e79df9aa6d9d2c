import type { Chamber } from "@mainstreet/core/chamber";
import type { LocalDate } from "@mainstreet/core/local-date";
import { joinedOn } from "@mainstreet/core/membership";
import { type Standing, standingOn } from "@mainstreet/core/standing";
import { folded } from "../folded.ts";
import type { ListingRow, MemberRow } from "../rows.ts";
import { having } from "../table/having.ts";

/** A member as tables show it, with what it is sorted and found by. */
export type MemberLine = {
  readonly id: string;
  readonly name: string;
  readonly row: MemberRow;
  readonly state: Standing["state"] | "removed";
  readonly standing: Standing;
  readonly level: string;
  readonly joined: LocalDate | null;
  readonly towns: string;
  readonly listings: number;
  readonly nameKey: string;
  /** All words it is found by, folded. */
  readonly found: string;
};

type Chambers = Pick<Chamber, "levels" | "renewal">;

/** The lines of all members. @param today the chamber's local date */
export function memberLines(
  members: readonly MemberRow[],
  listings: readonly ListingRow[],
  { levels, renewal }: Chambers,
  today: LocalDate,
): MemberLine[] {
  const shown = listings.filter(({ status }) => status === "published" || status === "hidden");
  const owned = Map.groupBy(shown, ({ memberId }) => memberId);
  const levelNames = new Map(levels.map(({ id, name }) => [id, name]));
  return members.map((row) => {
    const own = owned.get(row.id) ?? [];
    const standing = standingOn(row.memberships, renewal, today);
    const towns = [...new Set(own.map(({ town }) => town).filter(Boolean))].join(", ");
    const level = standing.level === null ? "" : (levelNames.get(standing.level) ?? standing.level);
    const words = [row.name, row.contactName, row.contactEmail, row.externalId ?? "", towns, ...own.map((l) => l.name)];
    return {
      id: row.id,
      name: row.name,
      row,
      state: row.status === "removed" ? "removed" : standing.state,
      standing,
      level,
      joined: joinedOn(row.memberships),
      towns,
      listings: own.length,
      nameKey: folded(row.name),
      found: words.filter(Boolean).map(folded).join(" "),
    };
  });
}

/** What narrows a table of members. Empty values narrow nothing. */
export type MemberFilter = {
  readonly q: string;
  readonly state: string;
  readonly level: string;
  readonly town: string;
};

/** The members that a filter lets through: removed ones only when asked for. */
export function filtered(lines: readonly MemberLine[], { q, state, level, town }: MemberFilter): MemberLine[] {
  return having(lines, q).filter((line) => {
    if (state === "" ? line.state === "removed" : line.state !== state) return false;
    if (level !== "" && line.standing.level !== level) return false;
    return town === "" || line.towns.split(", ").includes(town);
  });
}
