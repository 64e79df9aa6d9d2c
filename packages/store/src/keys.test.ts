import { expect, test } from "vitest";
import * as BatchKeys from "./batch-keys.ts";
import * as ConsoleKeys from "./console-keys.ts";
import * as DirectoryKeys from "./directory-keys.ts";
import * as EventKeys from "./event-keys.ts";
import * as Keys from "./keys.ts";
import * as MailKeys from "./mail-keys.ts";
import * as MailingKeys from "./mailing-keys.ts";
import * as PersonKeys from "./person-keys.ts";

const KEYS = {
  chamber: DirectoryKeys.chamberKey(),
  category: DirectoryKeys.categoryKey("cat_1"),
  member: DirectoryKeys.memberKey("mem_1"),
  listing: DirectoryKeys.listingKey("lst_1"),
  distinct: DirectoryKeys.distinctKey("lst_2", "lst_1"),
  slug: Keys.slugKey("listing", "bread"),
  external: Keys.externalKey("abc"),
  outcome: Keys.outcomeKey("abc"),
  lease: Keys.leaseKey("publisher"),
  import: Keys.importKey("abc"),
  seats: EventKeys.seatsKey("evt_1"),
  registration: EventKeys.registrationKey("evt_1", 0, "abc"),
  waiting: EventKeys.waitingKey("evt_1", 0, "1#abc"),
  mail: MailKeys.mailKey("abc", "promoted", 0),
  announcement: EventKeys.announcementKey("abc"),
  event: EventKeys.eventKey("evt_1"),
  series: EventKeys.seriesKey("ser_1"),
  "series-date": EventKeys.seriesDateKey("ser_1", "2026-12-03"),
  flow: PersonKeys.flowKey("abc"),
  code: MailKeys.codeKey("abc"),
  limit: Keys.limitKey("abc", 0),
  person: PersonKeys.personItemKey("abc"),
  session: PersonKeys.sessionKey("abc"),
  representative: PersonKeys.representativeKey("mem_1", "abc"),
  "first-representative": PersonKeys.firstRepresentativeKey("mem_1"),
  invitation: PersonKeys.invitationKey("abc", "mem_1"),
  claim: DirectoryKeys.claimKey("lst_1", "abc"),
  application: DirectoryKeys.applicationKey("app_1"),
  applied: DirectoryKeys.appliedKey("abc", "app_1"),
  letter: MailKeys.letterKey("abc"),
  passkey: PersonKeys.passkeyKey("abc", "hash"),
  challenge: PersonKeys.challengeKey("hash"),
  "change-request": DirectoryKeys.changeKey("lst_1", "chg_1"),
  "listing-notice": MailKeys.listingNoticeKey("chg_1", "change-approved", "abc"),
  "confirm-asked": DirectoryKeys.confirmAskedKey("lst_1"),
  "confirm-round": DirectoryKeys.confirmRoundKey(),
  note: ConsoleKeys.noteKey("not_1"),
  task: ConsoleKeys.taskKey("tsk_1"),
  reminded: ConsoleKeys.remindedKey("mem_1"),
  "renewal-round": ConsoleKeys.renewalRoundKey(),
  "join-asked": ConsoleKeys.joinAskedKey("abc"),
  mailing: MailingKeys.mailingKey("mlg_1"),
  "mailing-round": MailingKeys.mailingRoundKey("mlg_1"),
  "mailing-to": MailingKeys.mailingToKey("mlg_1", "abc"),
  "mailing-sending": MailingKeys.mailingSendingKey(),
  unsubscribed: MailingKeys.unsubscribedKey("abc"),
  picture: DirectoryKeys.pictureKey("lst_1", "0a"),
  contact: DirectoryKeys.contactKey("abc", "mem_1"),
  batch: BatchKeys.batchKey("bat_1"),
  "batch-step": BatchKeys.batchStepKey("bat_1", 1),
  "import-file": BatchKeys.importFileKey("imp_1"),
  "import-mapping": BatchKeys.importMappingKey("hash"),
  place: BatchKeys.placeKey("hash"),
  "person-secret": PersonKeys.personSecretKey("abc"),
  audit: Keys.auditKey({ kind: "member", id: "mem_1" }, 1, "aud_1"),
  pepper: Keys.pepperKey(),
  tombstone: PersonKeys.tombstoneKey("abc"),
  restore: Keys.restoreKey(),
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
  "batch-step": "BATCH",
  "mailing-round": "MAILING",
  "mailing-to": "MAILING",
  "person-secret": "PERSONKEY",
  tombstone: "ERASED",
};

test("every kind of item has a key that begins with its kind or family, and no two are alike", () => {
  expect(Object.keys(KEYS)).toEqual([...Keys.KINDS]);
  for (const [kind, { pk }] of Object.entries(KEYS)) expect(pk.split("#")[0]).toBe(FAMILY[kind] ?? kind.toUpperCase());
  const all = [
    ...Object.values(KEYS),
    DirectoryKeys.pendingChangeKey("lst_1"),
    DirectoryKeys.categoryTreeKey(),
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
    ...Array.from({ length: 6 }, () => null),
    { kind: "seats", id: "evt_1" },
    { kind: "guests", id: "evt_1" },
    ...Array.from({ length: 3 }, () => null),
    { kind: "event", id: "evt_1" },
    ...Array.from({ length: Object.keys(KEYS).length - 16 }, () => null),
  ]);
  expect(Keys.changedBy(DirectoryKeys.categoryTreeKey())).toBeNull();
});
