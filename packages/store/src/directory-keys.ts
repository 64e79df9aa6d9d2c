import { INDEX, type Key, META } from "./keys.ts";

/* Keys of the chamber, its categories, members and listings, and of what is asked about them. */

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

/** That two listings are of two businesses, however alike; the smaller id first. All share a partition: one query reads them. */
export const distinctKey = (a: string, b: string): Key => ({
  pk: distinctPartition(),
  sk: a < b ? `${a}#${b}` : `${b}#${a}`,
});
export const distinctPartition = (): string => "DISTINCT";

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
export const claimKey = (listingId: string, personKey: string): Key => ({
  pk: claimsOfListing(listingId),
  sk: personKey,
});
export const claimsOfListing = (listingId: string): string => `CLAIM#${listingId}`;
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
/** That an application of a person waits for staff, so that the person finds it. */
export const appliedKey = (personKey: string, id: string): Key => ({ pk: appliedPartition(personKey), sk: id });
export const appliedPartition = (personKey: string): string => `APPLIED#${personKey}`;
/** The accepted ones are in another part of it, the newest first. */
export const acceptedIndex = (decidedAt: string, id: string): Record<string, string> => ({
  [INDEX.pk]: acceptedPartition(),
  [INDEX.sk]: `${String(LAST_MS - Date.parse(decidedAt)).padStart(16, "0")}#${id}`,
});
export const acceptedPartition = (): string => "APPLICATIONS#accepted";
/** The last moment that there is, in milliseconds since 1970. */
const LAST_MS = 8_640_000_000_000_000;
