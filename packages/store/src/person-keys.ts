import { INDEX, type Key, META } from "./keys.ts";

/* Keys of persons, of how they sign in and what they act for, and of those who were erased. */

/** That a person was erased. */
export const tombstoneKey = (personKey: string): Key => ({ pk: `ERASED#${personKey}`, sk: META });
/** Only persons of whom something may be left are in the index. */
export const erasingIndex = (personKey: string): Record<string, string> => ({
  [INDEX.pk]: erasingPartition(),
  [INDEX.sk]: personKey,
});
export const erasingPartition = (): string => "ERASING";

/** What somebody began in a browser, by the hash of the browser's token and the event. */
export const flowKey = (hash: string): Key => ({ pk: `FLOW#${hash}`, sk: META });

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
