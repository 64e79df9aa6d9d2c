import * as z from "zod";
import type { Level } from "./chamber.ts";
import { idOf } from "./id.ts";
import type { Listing } from "./listing.ts";
import { LocalDate, plusDays } from "./local-date.ts";
import { type Member, MOST_MEMBERSHIPS } from "./member.ts";
import { currentOn, type Membership } from "./membership.ts";
import { nextPeriod } from "./renew.ts";
import { type Renewal, standingOn } from "./standing.ts";
import { filledLine } from "./text.ts";

const LevelId = z.string().min(1).max(32);

/** What can be done with many members at once. */
export const MembersChange = z.union([
  /** A period of its own, whatever else is on record; without an end it goes on. */
  z.strictObject({ level: LevelId, from: LocalDate, until: LocalDate.nullable().optional() }),
  /** The membership lasts until a day: it is renewed, or ends sooner. */
  z.strictObject({ until: LocalDate, level: LevelId.optional() }),
  /** Another level from today on, for as long as the membership lasts. */
  z.strictObject({ level: LevelId }),
  z.strictObject({ status: z.enum(["current", "removed"]) }),
]);
export type MembersChange = z.infer<typeof MembersChange>;

/** What can be done with many listings at once. */
export const ListingsChange = z.union([
  z.strictObject({ status: z.enum(["published", "hidden"]) }),
  z.strictObject({ addCategory: idOf("category") }),
  z.strictObject({ removeCategory: idOf("category") }),
  z.strictObject({ addTag: filledLine(40) }),
  z.strictObject({ removeTag: filledLine(40) }),
  /** Today somebody has said that they are right. */
  z.strictObject({ confirm: z.literal(true) }),
]);
export type ListingsChange = z.infer<typeof ListingsChange>;

/** What becomes of one of many: other fields, none where it is so already; or why it cannot be. */
export type After<T> = { readonly fields: Partial<T> } | { readonly reason: string };

/** What a change of many needs to know of the chamber, and the day it is there. */
export type On = {
  readonly chamber: { readonly renewal: Renewal; readonly levels: readonly Pick<Level, "id">[] };
  readonly date: LocalDate;
};

const MOST_CATEGORIES = 5;
const MOST_TAGS = 12;

/** One of many members after a change. @param id of a membership that is added */
export function memberAfter(
  member: Pick<Member, "status" | "memberships">,
  change: MembersChange,
  on: On,
  id: string,
): After<Member> {
  if ("status" in change) return { fields: member.status === change.status ? {} : { status: change.status } };
  if (change.level !== undefined && !on.chamber.levels.some((level) => level.id === change.level))
    return { reason: "The chamber does not have this level." };
  const { memberships } = member;
  const after = periodsAfter(memberships, change, on, id);
  if (typeof after === "string") return { reason: after };
  if (after.length > MOST_MEMBERSHIPS) return { reason: "It has too many memberships on record." };
  return { fields: after === memberships ? {} : { memberships: after } };
}

/** Memberships after a change: the same array where nothing differs, or why it cannot be. */
function periodsAfter(
  memberships: Membership[],
  change: Exclude<MembersChange, { status: unknown }>,
  on: On,
  id: string,
): Membership[] | string {
  if ("from" in change) {
    const { level, from, until = null } = change;
    if (until !== null && until < from) return "It would end before it begins.";
    return [...memberships, { id, level, from, until }];
  }
  const holding = currentOn(memberships, on.date);
  if (!("until" in change)) return holding ? atLevel(memberships, holding, change.level, on, id) : NO_MEMBERSHIP;
  const { level, until } = change;
  const { endsOn } = standingOn(memberships, on.chamber.renewal, on.date);
  const isSooner = holding !== undefined && (endsOn === null || until <= endsOn);
  if (!isSooner) return renewed(memberships, { until, level }, on, id);
  if (level !== undefined && level !== holding.level) return "It lasts longer already: change its level first.";
  return until === endsOn ? memberships : ended(memberships, until);
}

const NO_MEMBERSHIP = "It has no membership now: say until when.";

function renewed(
  memberships: Membership[],
  { until, level }: { readonly until: LocalDate; readonly level: string | undefined },
  { chamber, date }: On,
  id: string,
): Membership[] | string {
  const standing = standingOn(memberships, chamber.renewal, date);
  const known = level ?? standing.level;
  if (known === null || !chamber.levels.some((one) => one.id === known)) return "Say at which level.";
  const from = nextPeriod(memberships, chamber, date, { months: 1, level: known }).from;
  if (until < from) return "It would end before it begins.";
  return [...memberships, { id, level: known, from, until }];
}

/** All that holds on a day after this, or without an end, ends on it. */
function ended(memberships: readonly Membership[], until: LocalDate): Membership[] | string {
  if (memberships.some((m) => m.from > until && (m.until === null || m.until > until)))
    return "It has a membership on record that begins later.";
  return memberships.map((m) => (m.until === null || m.until > until ? { ...m, until } : m));
}

function atLevel(
  memberships: Membership[],
  holding: Membership,
  level: string,
  { date }: On,
  id: string,
): Membership[] {
  if (holding.level === level) return memberships;
  if (holding.from === date) return memberships.map((m) => (m === holding ? { ...m, level } : m));
  const before = memberships.map((m) => (m === holding ? { ...m, until: plusDays(date, -1) } : m));
  return [...before, { id, level, from: date, until: holding.until }];
}

/** One of many listings after a change. */
export function listingAfter(
  { status, categories, tags, confirmedOn }: Pick<Listing, "status" | "categories" | "tags" | "confirmedOn">,
  change: ListingsChange,
  { date }: Pick<On, "date">,
): After<Listing> {
  if (status === "merged") return { reason: "It was merged into another one." };
  if (status === "removed") return { reason: "It was removed." };
  if ("status" in change) return { fields: status === change.status ? {} : { status: change.status } };
  if ("confirm" in change) return { fields: confirmedOn === date ? {} : { confirmedOn: date } };
  if ("addTag" in change || "addCategory" in change) {
    const [field, value, most] =
      "addTag" in change
        ? (["tags", change.addTag, MOST_TAGS] as const)
        : (["categories", change.addCategory, MOST_CATEGORIES] as const);
    const now = field === "tags" ? tags : categories;
    if (now.includes(value)) return { fields: {} };
    if (now.length >= most) return { reason: `It has ${most} ${field} already.` };
    return { fields: { [field]: [...now, value] } };
  }
  const [field, value] =
    "removeTag" in change ? (["tags", change.removeTag] as const) : (["categories", change.removeCategory] as const);
  const now = field === "tags" ? tags : categories;
  return { fields: now.includes(value) ? { [field]: now.filter((one) => one !== value) } : {} };
}
