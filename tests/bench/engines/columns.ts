import { localTime, parseSchedule, stateAt } from "@mainstreet/search/schedule";
import { WEDNESDAY_AFTERNOON } from "../data/opening.ts";
import type { BenchDirectory } from "../directory-data.ts";
import { namesOfCategories, searchedWords } from "../questions.ts";

/** A directory as plain columns: what peers without a format of their own filter by. */
export type PeerColumns = {
  readonly located: number;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly category: Uint8Array;
  readonly categoryNumber: ReadonlyMap<string, number>;
  readonly schedule: Uint16Array;
  readonly schedules: readonly string[];
  /** 1 for schedules that are open at the moment of the bench, worked out once as the engine does. */
  readonly isOpen: Uint8Array;
  /** The folded words of each listing, parted by spaces. */
  readonly texts: readonly string[];
};

export function columnsOf({ listed, head }: BenchDirectory): PeerColumns {
  const categoryNumber = new Map(head.categories.map(({ slug }, number) => [slug, number]));
  const scheduleNumber = new Map([...new Set(listed.map(({ hours }) => hours))].map((text, number) => [text, number]));
  const schedules = [...scheduleNumber.keys()];
  const names = namesOfCategories(head.categories);
  const at = localTime(head.hours.zone, WEDNESDAY_AFTERNOON);
  return {
    located: listed.filter(({ position }) => position !== null).length,
    lon: Float64Array.from(listed, ({ position }) => position?.lon ?? Number.NaN),
    lat: Float64Array.from(listed, ({ position }) => position?.lat ?? Number.NaN),
    category: Uint8Array.from(listed, ({ categories }) => categoryNumber.get(categories[0] ?? "") ?? 255),
    categoryNumber,
    schedule: Uint16Array.from(listed, ({ hours }) => scheduleNumber.get(hours) ?? 0),
    schedules,
    isOpen: Uint8Array.from(schedules, (text) => {
      const schedule = parseSchedule(text);
      return Number(schedule !== null && stateAt(schedule, head.hours, at)?.state === "open");
    }),
    texts: listed.map((listing) => searchedWords(listing, names).join(" ")),
  };
}
