import { expect, test } from "vitest";
import { asideIndex, asidePartition, codeIndex, formerIndex, listingNoticeIndex, mailIndex } from "./mail-keys.ts";

const AT = "2026-12-03T18:00:00.000Z";

test("where a mail was in the index is known wherever it was, and those that were set aside sort by when", () => {
  const places = [mailIndex(AT, "abc", "promoted"), codeIndex("abc", AT), listingNoticeIndex(AT, "chg_1#2026-12-03")];

  const aside = places.map((place) => asideIndex("2026-12-04T09:00:00.000Z", place.gsi1pk ?? "", place.gsi1sk ?? ""));

  expect(aside.map(formerIndex)).toEqual(places);
  expect(new Set(aside.map(({ gsi1pk }) => gsi1pk))).toEqual(new Set([asidePartition()]));
  expect(aside.every(({ gsi1sk }) => gsi1sk?.startsWith("2026-12-04"))).toBe(true);
});
