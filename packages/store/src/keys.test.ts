import { expect, test } from "vitest";
import * as Keys from "./keys.ts";

const KEYS = {
  chamber: Keys.chamberKey(),
  category: Keys.categoryKey("cat_1"),
  member: Keys.memberKey("mem_1"),
  listing: Keys.listingKey("lst_1"),
  slug: Keys.slugKey("listing", "bread"),
  external: Keys.externalKey("abc"),
  outcome: Keys.outcomeKey("abc"),
  lease: Keys.leaseKey("publisher"),
  import: Keys.importKey("abc"),
  seats: Keys.seatsKey("evt_1"),
  registration: Keys.registrationKey("evt_1", 0, "abc"),
  waiting: Keys.waitingKey("evt_1", 0, "1#abc"),
  mail: Keys.mailKey("abc", "promoted", 0),
  announcement: Keys.announcementKey("abc"),
  event: Keys.eventKey("evt_1"),
  series: Keys.seriesKey("ser_1"),
  "series-date": Keys.seriesDateKey("ser_1", "2026-12-03"),
  flow: Keys.flowKey("abc"),
  code: Keys.codeKey("abc"),
  limit: Keys.limitKey("abc", 0),
  person: Keys.personItemKey("abc"),
  session: Keys.sessionKey("abc"),
  representative: Keys.representativeKey("mem_1", "abc"),
  "first-representative": Keys.firstRepresentativeKey("mem_1"),
  invitation: Keys.invitationKey("abc", "mem_1"),
  claim: Keys.claimKey("lst_1", "abc"),
  application: Keys.applicationKey("app_1"),
  letter: Keys.letterKey("abc"),
  passkey: Keys.passkeyKey("abc", "hash"),
  challenge: Keys.challengeKey("hash"),
  "change-request": Keys.changeKey("lst_1", "chg_1"),
  "listing-notice": Keys.listingNoticeKey("chg_1", "change-approved", "abc"),
  "confirm-asked": Keys.confirmAskedKey("lst_1"),
  "confirm-round": Keys.confirmRoundKey(),
  picture: Keys.pictureKey("lst_1", "0a"),
  contact: Keys.contactKey("abc", "mem_1"),
  "person-secret": Keys.personSecretKey("abc"),
  audit: Keys.auditKey({ kind: "member", id: "mem_1" }, 1, "aud_1"),
  pepper: Keys.pepperKey(),
  tombstone: Keys.tombstoneKey("abc"),
};
// The hot items of an event and its mails are told apart within families of partitions.
const FAMILY: Readonly<Record<string, string>> = {
  registration: "SEATS",
  waiting: "SEATS",
  mail: "OUT",
  announcement: "OUT",
  code: "OUT",
  "series-date": "SERIES",
  representative: "PEOPLE",
  "first-representative": "PEOPLE",
  invitation: "INVITE",
  letter: "OUT",
  passkey: "PERSON",
  "change-request": "CHANGES",
  "listing-notice": "OUT",
  "confirm-asked": "ASKED",
  picture: "PICTURES",
  "person-secret": "PERSONKEY",
  tombstone: "ERASED",
};

test("every kind of item has a key that begins with its kind or family, and no two are alike", () => {
  expect(Object.keys(KEYS)).toEqual([...Keys.KINDS]);
  for (const [kind, { pk }] of Object.entries(KEYS)) expect(pk.split("#")[0]).toBe(FAMILY[kind] ?? kind.toUpperCase());
  const all = [
    ...Object.values(KEYS),
    Keys.pendingChangeKey("lst_1"),
    Keys.categoryTreeKey(),
    Keys.slugKey("category", "bread"),
  ];
  expect(new Set(all.map(({ pk, sk }) => `${pk} ${sk}`)).size).toBe(all.length);
});

test("a record of the stream names an entity of the public site, or nothing", () => {
  expect(Object.values(KEYS).map(Keys.changedBy)).toEqual([
    { kind: "chamber", id: "" },
    { kind: "category", id: "cat_1" },
    { kind: "member", id: "mem_1" },
    { kind: "listing", id: "lst_1" },
    ...Array.from({ length: 5 }, () => null),
    { kind: "seats", id: "evt_1" },
    { kind: "guests", id: "evt_1" },
    ...Array.from({ length: 3 }, () => null),
    { kind: "event", id: "evt_1" },
    ...Array.from({ length: Object.keys(KEYS).length - 15 }, () => null),
  ]);
  expect(Keys.changedBy(Keys.categoryTreeKey())).toBeNull();
});

test("members sort by their folded names, and the longest name fits into a sort key", () => {
  const key = (name: string) => Keys.memberIndex("mem_1", name)[Keys.INDEX.sk] ?? "";

  expect(["bread", "a", "ab"].map(key).sort()).toEqual(["a#mem_1", "ab#mem_1", "bread#mem_1"]);
  expect(Buffer.byteLength(key("𐐷".repeat(120)))).toBeLessThan(1024);
  expect(key("𐐷".repeat(120)).isWellFormed()).toBe(true);
});

test("listings sort by their member, so that those of one are together", () => {
  expect(Keys.listingIndex("lst_1", "mem_1")).toEqual({ gsi1pk: "LISTINGS", gsi1sk: "mem_1#lst_1" });
});
