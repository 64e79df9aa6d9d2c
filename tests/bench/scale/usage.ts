import type { ActionName } from "./actions.ts";

/** How a month may be. */
export const MONTHS = ["idle", "quiet", "busy"] as const;
export type MonthName = (typeof MONTHS)[number];

/** What happens in a month. */
export type Month = {
  readonly visits: number;
  /** Pages of listings that a visit opens after its search. */
  readonly pagesEach: number;
  readonly actions: Readonly<Partial<Record<ActionName, number>>>;
  /** Letters beside those of the actions: announcements, reminders. */
  readonly mails: number;
};

const DAYS = 30.4;
const MINUTES = DAYS * 24 * 60;
/** A chamber's midnight is looked for each quarter of an hour. */
const NIGHT_LOOKS = DAYS * 24 * 4;
/** Machines that look for holes of other software; a page that is there invokes nothing, one that is not does. */
const SCANNED = 10_000;

/** Of one listing, in a month. They are guesses of ours: what follows from them is in proportion. */
const EACH: Readonly<
  Record<
    Exclude<MonthName, "idle">,
    Readonly<Record<"visits" | "edits" | "saves" | "signIns" | "guests" | "mails", number>>
  >
> = {
  quiet: { visits: 3, edits: 0.02, saves: 0.02, signIns: 0.05, guests: 0.05, mails: 0.2 },
  busy: { visits: 20, edits: 0.1, saves: 0.1, signIns: 0.3, guests: 0.5, mails: 2.5 },
};

/** What the clock does whether anybody comes or not. */
const CLOCK = {
  "minute of the clock": MINUTES,
  "hour of the clock": MINUTES / 60,
  "nothing due: publisher": MINUTES + NIGHT_LOOKS,
  "first hour of a day": DAYS,
  "nightly publish": (DAYS * 6) / 7,
  "night into a Monday": DAYS / 7,
  "page that is not there": SCANNED,
} as const;

/** A month of a chamber of so many listings. */
export function monthOf(name: MonthName, listings: number): Month {
  if (name === "idle") return { visits: 0, pagesEach: 0, actions: CLOCK, mails: 0 };
  const each = EACH[name];
  const edits = each.edits * listings;
  const saves = each.saves * listings;
  // Staff grow with the chamber, if slower; each opens the console twice on a working day.
  const staff = 2 + listings / 5_000;
  return {
    visits: each.visits * listings,
    pagesEach: 2,
    mails: each.mails * listings,
    actions: {
      ...CLOCK,
      "sign in with a code": each.signIns * listings,
      "register for an event": each.guests * listings,
      "owner edits a listing": edits,
      "staff save a listing": saves,
      "staff open the console": 2 * 21 * staff,
      "publish after an edit": edits + saves,
      // At most once a minute, however many edits there are.
      "late files after an edit": Math.min(edits + saves, MINUTES),
      "full publish": 2,
    },
  };
}
