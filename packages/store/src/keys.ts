/*
 * Every key and index of the one table; `README.md` beside `src` is the chart of who asks what of them.
 * Keys hold ids, slugs and hashes, never a name, an address or anything else of a person.
 */

export type Key = { readonly pk: string; readonly sk: string };

/** What an item is: stored in its `kind`. What the public site shows also begins its partition key with it, for the stream. */
export const KINDS = [
  "chamber",
  "category",
  "member",
  "listing",
  "slug",
  "external",
  "outcome",
  "lease",
  "import",
  "seats",
  "registration",
  "waiting",
  "mail",
  "announcement",
  "event",
  "series",
  "series-date",
  "flow",
  "code",
  "limit",
  "person",
  "session",
  "representative",
  "first-representative",
  "invitation",
  "claim",
  "application",
  "letter",
  "passkey",
  "challenge",
  "change-request",
  "listing-notice",
  "confirm-asked",
  "confirm-round",
  "picture",
  "contact",
  "person-secret",
  "audit",
  "pepper",
  "tombstone",
] as const;
export type ItemKind = (typeof KINDS)[number];

/** The sparse index: only items that carry its keys are in it. */
export const INDEX = { name: "gsi1", pk: "gsi1pk", sk: "gsi1sk" } as const;

/** The attribute that DynamoDB's own clean-up reads: seconds since 1970. Conditions never trust it. */
export const TTL = "ttl";

const META = "META";

export const chamberKey = (): Key => ({ pk: "CHAMBER", sk: META });

/** All categories share a partition, so that one query reads them together. */
export const categoryKey = (id: string): Key => ({ pk: "CATEGORY", sk: id });
export const categoriesPartition = (): string => "CATEGORY";
/** Bumped by each change to the shape of the tree, so that two moves cannot make a circle. */
export const categoryTreeKey = (): Key => ({ pk: "CATEGORY-TREE", sk: META });

export const memberKey = (id: string): Key => ({ pk: `MEMBER#${id}`, sk: META });
/** Sorted by the beginning of the name: a sort key has at most 1,024 bytes. */
export const memberIndex = (id: string, foldedName: string): Record<string, string> => ({
  [INDEX.pk]: "MEMBERS",
  [INDEX.sk]: `${[...foldedName].slice(0, 100).join("")}#${id}`,
});
export const membersPartition = (): string => "MEMBERS";

/** That a person's mailbox is the contact of a member, so that nobody has to read all members to find out. */
export const contactKey = (personKey: string, memberId: string): Key => ({
  pk: contactsPartition(personKey),
  sk: memberId,
});
export const contactsPartition = (personKey: string): string => `CONTACT#${personKey}`;

export const listingKey = (id: string): Key => ({ pk: `LISTING#${id}`, sk: META });
export const listingIndex = (id: string, memberId: string): Record<string, string> => ({
  [INDEX.pk]: "LISTINGS",
  [INDEX.sk]: `${memberId}#${id}`,
});
export const listingsPartition = (): string => "LISTINGS";

export const eventKey = (id: string): Key => ({ pk: `EVENT#${id}`, sk: META });
/** Sorted by when they start (ISO 8601, UTC). */
export const eventIndex = (id: string, startsAt: string): Record<string, string> => ({
  [INDEX.pk]: "EVENTS",
  [INDEX.sk]: `${startsAt}#${id}`,
});
export const eventsPartition = (): string => "EVENTS";

/** All series share a partition: a chamber has a handful. */
export const seriesKey = (id: string): Key => ({ pk: "SERIES", sk: id });
export const seriesPartition = (): string => "SERIES";
/** Which event a series has on one of its days. */
export const seriesDateKey = (id: string, date: string): Key => ({ pk: `SERIES#${id}`, sk: date });
export const seriesDatesPartition = (id: string): string => `SERIES#${id}`;

/** Who has, or ever had, an address on the site. */
export const slugKey = (of: "listing" | "category" | "event", slug: string): Key => ({
  pk: `SLUG#${of}#${slug}`,
  sk: META,
});

/** Which listing a row of somebody's spreadsheet became; the spreadsheet's own id is hashed. */
export const externalKey = (hash: string): Key => ({ pk: `EXTERNAL#${hash}`, sk: META });

/** What came of a mutating request, by the hash of who sent it and its Idempotency-Key. */
export const outcomeKey = (hash: string): Key => ({ pk: `OUTCOME#${hash}`, sk: META });

/** Who may write the site just now. */
export const leaseKey = (name: string): Key => ({ pk: `LEASE#${name}`, sk: META });

/** How far an import of a file has come, by the hash of file and mapping. */
export const importKey = (hash: string): Key => ({ pk: `IMPORT#${hash}`, sk: META });

/** The counter of an event is alone in its partition, the hottest of all. */
export const seatsKey = (eventId: string): Key => ({ pk: `SEATS#${eventId}`, sk: META });
/** Only events whose waitlist may still move are in the index. */
export const seatsIndex = (eventId: string): Record<string, string> => ({ [INDEX.pk]: "SEATS", [INDEX.sk]: eventId });
export const seatsPartition = (): string => "SEATS";

/** One registration a person and event, spread over the event's shards. */
export const registrationKey = (eventId: string, shard: number, personKey: string): Key => ({
  pk: registrationsPartition(eventId, shard),
  sk: `P#${personKey}`,
});
export const registrationsPartition = (eventId: string, shard: number): string => `SEATS#${eventId}#R#${shard}`;
/** All registrations of a person, by when their events begin. */
export const registrationIndex = (personKey: string, startsAt: string, eventId: string): Record<string, string> => ({
  [INDEX.pk]: personPartition(personKey),
  [INDEX.sk]: `${startsAt}#${eventId}`,
});
export const personPartition = (personKey: string): string => `PERSON#${personKey}`;

/** A place on the waitlist; it sorts as the list does. */
export const waitingKey = (eventId: string, shard: number, place: string): Key => ({
  pk: waitlistPartition(eventId, shard),
  sk: place,
});
export const waitlistPartition = (eventId: string, shard: number): string => `SEATS#${eventId}#W#${shard}`;

/** What an attempt, or a promotion of what it made, has to tell by mail: also the proof that it was carried out. */
export const mailKey = (attempt: string, what: string, n: number): Key => ({
  pk: `OUT#${attempt}`,
  sk: `${what}#${n}`,
});
/** Only mails that are not sent yet are in the index, by when they are due. */
export const mailIndex = (dueAt: string, attempt: string, what: string): Record<string, string> => ({
  [INDEX.pk]: outboxPartition(),
  [INDEX.sk]: `${dueAt}#${attempt}#${what}`,
});
export const outboxPartition = (): string => "OUTBOX";
/** Only mails that failed are there, the newest first. @param left how much later the last time of all is, in milliseconds */
export const failedIndex = (left: number, attempt: string, what: string): Record<string, string> => ({
  [INDEX.pk]: failedPartition(),
  [INDEX.sk]: `${left}#${attempt}#${what}`,
});
export const failedPartition = (): string => "MAIL-FAILED";

/** That a person was erased. */
export const tombstoneKey = (personKey: string): Key => ({ pk: `ERASED#${personKey}`, sk: META });
/** Only persons of whom something may be left are in the index. */
export const erasingIndex = (personKey: string): Record<string, string> => ({
  [INDEX.pk]: erasingPartition(),
  [INDEX.sk]: personKey,
});
export const erasingPartition = (): string => "ERASING";

/** Something to be told to everybody who registered. */
export const announcementKey = (flow: string): Key => ({ pk: `OUT#${flow}`, sk: "announcement" });
export const announcementIndex = (flow: string): Record<string, string> => ({
  [INDEX.pk]: announcementsPartition(),
  [INDEX.sk]: flow,
});
export const announcementsPartition = (): string => "ANNOUNCEMENTS";

/** What somebody began in a browser, by the hash of the browser's token and the event. */
export const flowKey = (hash: string): Key => ({ pk: `FLOW#${hash}`, sk: META });

/** A code that is to be mailed to whoever began an attempt; gone once it was sent. */
export const codeKey = (attempt: string): Key => ({ pk: `OUT#${attempt}`, sk: "code" });
/** Sorted by when they were asked for (ISO 8601, UTC). */
export const codeIndex = (attempt: string, createdAt: string): Record<string, string> => ({
  [INDEX.pk]: codesPartition(),
  [INDEX.sk]: `${createdAt}#${attempt}`,
});
export const codesPartition = (): string => "CODES";

/** One of the times that something may be done within a while, by the hash of what and by whom. */
export const limitKey = (hash: string, slot: number): Key => ({ pk: limitPartition(hash), sk: String(slot) });
export const limitPartition = (hash: string): string => `LIMIT#${hash}`;

/** Who somebody is and what they may do. */
export const personItemKey = (personKey: string): Key => ({ pk: `PERSON#${personKey}`, sk: META });
/** Only staff are in the index. */
export const staffIndex = (personKey: string): Record<string, string> => ({
  [INDEX.pk]: staffPartition(),
  [INDEX.sk]: personKey,
});
export const staffPartition = (): string => "STAFF";

/** What a device of a person keeps the other half of, by the hash of what the device calls it. */
export const passkeyKey = (personKey: string, hash: string): Key => ({
  pk: personItemKey(personKey).pk,
  sk: `${passkeysPrefix()}${hash}`,
});
export const passkeysPrefix = (): string => "PASSKEY#";
/** That a challenge was answered, by its hash. */
export const challengeKey = (hash: string): Key => ({ pk: `CHALLENGE#${hash}`, sk: META });

/** The key under which what is told of a person is sealed, wherever it lies: gone with the person. */
export const personSecretKey = (personKey: string): Key => ({ pk: `PERSONKEY#${personKey}`, sk: "KEY" });

/** Under which pepper the table is kept, as far as two can be told apart by it. */
export const pepperKey = (): Key => ({ pk: "PEPPER", sk: META });

/** What was done to something, the newest first. @param left how much later the last time of all is, in milliseconds */
export const auditKey = (subject: { readonly kind: string; readonly id: string }, left: number, id: string): Key => ({
  pk: auditPartition(subject),
  sk: `${left}#${id}`,
});
export const auditPartition = ({ kind, id }: { readonly kind: string; readonly id: string }): string =>
  `AUDIT#${kind}#${id}`;
/** All that was done, the newest first. */
export const auditIndex = (left: number, id: string): Record<string, string> => ({
  [INDEX.pk]: wholeAuditPartition(),
  [INDEX.sk]: `${left}#${id}`,
});
export const wholeAuditPartition = (): string => "AUDIT";

/** A session, by the hash of the token that opens it. */
export const sessionKey = (hash: string): Key => ({ pk: `SESSION#${hash}`, sk: META });
/** Sorted by when they began (ISO 8601, UTC). */
export const sessionIndex = (personKey: string, createdAt: string, id: string): Record<string, string> => ({
  [INDEX.pk]: sessionsPartition(personKey),
  [INDEX.sk]: `${createdAt}#${id}`,
});
export const sessionsPartition = (personKey: string): string => `SESSIONS#${personKey}`;

/** That a person acts for a member. */
export const representativeKey = (memberId: string, personKey: string): Key => ({
  pk: representativesPartition(memberId),
  sk: personKey,
});
export const representativesPartition = (memberId: string): string => `PEOPLE#${memberId}`;

/** That a member has, or had, somebody who acts for it: its contact address makes nobody so any more. */
export const firstRepresentativeKey = (memberId: string): Key => ({
  pk: representativesPartition(memberId),
  sk: "FIRST",
});

/** That a person is asked to act for a member. */
export const invitationKey = (personKey: string, memberId: string): Key => ({
  pk: invitationsPartition(personKey),
  sk: memberId,
});
export const invitationsPartition = (personKey: string): string => `INVITE#${personKey}`;
export const invitationIndex = (memberId: string, personKey: string): Record<string, string> => ({
  [INDEX.pk]: memberInvitationsPartition(memberId),
  [INDEX.sk]: personKey,
});
export const memberInvitationsPartition = (memberId: string): string => `INVITES#${memberId}`;

/** What was asked to be changed of a listing, and what came of it; its ids sort by time. */
export const changeKey = (listingId: string, id: string): Key => ({ pk: changesOfListing(listingId), sk: id });
/** The one change of a listing that waits for staff. */
export const pendingChangeKey = (listingId: string): Key => ({ pk: changesOfListing(listingId), sk: "PENDING" });
export const changesOfListing = (listingId: string): string => `CHANGES#${listingId}`;
/** Only what staff have still to look at is in the index, by when it was asked for (ISO 8601, UTC). */
export const changeIndex = (createdAt: string, listingId: string): Record<string, string> => ({
  [INDEX.pk]: changesPartition(),
  [INDEX.sk]: `${createdAt}#${listingId}`,
});
export const changesPartition = (): string => "CHANGES";

/** Something that a person is to be told of a listing: once a person and cause. */
export const listingNoticeKey = (cause: string, template: string, personKey: string): Key => ({
  pk: `OUT#${cause}`,
  sk: `${template}#${personKey}`,
});
/** Only notices that are not sent yet are in the index, by when they are due. */
export const listingNoticeIndex = (dueAt: string, cause: string): Record<string, string> => ({
  [INDEX.pk]: listingNoticesPartition(),
  [INDEX.sk]: `${dueAt}#${cause}`,
});
export const listingNoticesPartition = (): string => "LISTING-NOTICES";

/** When the owners of a listing were last asked whether it is still right. */
export const confirmAskedKey = (listingId: string): Key => ({ pk: `ASKED#${listingId}`, sk: META });
/** How far the day's round of such questions has come. */
export const confirmRoundKey = (): Key => ({ pk: "CONFIRM-ROUND", sk: META });

/** A picture that was uploaded for a listing. */
export const pictureKey = (listingId: string, hash: string): Key => ({ pk: picturesOfListing(listingId), sk: hash });
export const picturesOfListing = (listingId: string): string => `PICTURES#${listingId}`;
/** Sorted by when each is looked at next (ISO 8601, UTC). */
export const pictureIndex = (lookAt: string, listingId: string, hash: string): Record<string, string> => ({
  [INDEX.pk]: picturesPartition(),
  [INDEX.sk]: `${lookAt}#${listingId}#${hash}`,
});
export const picturesPartition = (): string => "PICTURES";

/** That a person says a listing is theirs. */
export const claimKey = (listingId: string, personKey: string): Key => ({ pk: `CLAIM#${listingId}`, sk: personKey });
/** Only claims that staff have not decided are in the index, by when they were made (ISO 8601, UTC). */
export const claimIndex = (createdAt: string, id: string): Record<string, string> => ({
  [INDEX.pk]: claimsPartition(),
  [INDEX.sk]: `${createdAt}#${id}`,
});
export const claimsPartition = (): string => "CLAIMS";

/** That somebody wants to become a member. */
export const applicationKey = (id: string): Key => ({ pk: `APPLICATION#${id}`, sk: META });
/** Only applications that staff have not decided are in the index, by when they were made. */
export const applicationIndex = (createdAt: string, id: string): Record<string, string> => ({
  [INDEX.pk]: applicationsPartition(),
  [INDEX.sk]: `${createdAt}#${id}`,
});
export const applicationsPartition = (): string => "APPLICATIONS";
/** The accepted ones are in another part of it, the newest first. */
export const acceptedIndex = (decidedAt: string, id: string): Record<string, string> => ({
  [INDEX.pk]: acceptedPartition(),
  [INDEX.sk]: `${String(LAST_MS - Date.parse(decidedAt)).padStart(16, "0")}#${id}`,
});
export const acceptedPartition = (): string => "APPLICATIONS#accepted";
/** The last moment that there is, in milliseconds since 1970. */
const LAST_MS = 8_640_000_000_000_000;

/** Something to be told to a mailbox; gone once it was sent. */
export const letterKey = (id: string): Key => ({ pk: `OUT#${id}`, sk: "letter" });
export const letterIndex = (id: string, dueAt: string): Record<string, string> => ({
  [INDEX.pk]: lettersPartition(),
  [INDEX.sk]: `${dueAt}#${id}`,
});
export const lettersPartition = (): string => "LETTERS";

/** An entity of the public site that a stream record names. */
export type Changed = {
  readonly kind: "chamber" | "category" | "member" | "listing" | "event" | "seats" | "guests";
  readonly id: string;
};

/** The entity of the public site that a key belongs to, or null for the rest of the table. */
export function changedBy({ pk, sk }: Key): Changed | null {
  if (pk === "CHAMBER") return { kind: "chamber", id: "" };
  if (pk === "CATEGORY") return { kind: "category", id: sk };
  if (pk.startsWith("MEMBER#")) return { kind: "member", id: pk.slice("MEMBER#".length) };
  if (pk.startsWith("LISTING#")) return { kind: "listing", id: pk.slice("LISTING#".length) };
  if (pk.startsWith("EVENT#")) return { kind: "event", id: pk.slice("EVENT#".length) };
  // Of a registration the public sees at most who comes.
  const guests = /^SEATS#([^#]+)#R#\d+$/.exec(pk)?.[1];
  if (guests !== undefined) return { kind: "guests", id: guests };
  // The partition of the waitlist begins alike and has other sort keys.
  if (pk.startsWith("SEATS#") && sk === META) return { kind: "seats", id: pk.slice("SEATS#".length) };
  return null;
}
