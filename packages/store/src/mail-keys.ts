import { INDEX, type Key } from "./keys.ts";

/* Keys of what is to be told to somebody by mail, and the queues of the index in which it waits. */

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
/** Mails that could not be read, by when that was (ISO 8601, UTC), with where they were in the index before. */
export const asideIndex = (at: string, partition: string, sortKey: string): Record<string, string> => ({
  [INDEX.pk]: asidePartition(),
  [INDEX.sk]: `${at}#${partition}#${sortKey}`,
});
export const asidePartition = (): string => "MAIL-ASIDE";
/** Where in the index a mail was before it was set aside. */
export const formerIndex = ({ [INDEX.sk]: aside }: Readonly<Record<string, unknown>>): Record<string, string> => {
  const [, partition = "", ...sortKey] = String(aside).split("#");
  return { [INDEX.pk]: partition, [INDEX.sk]: sortKey.join("#") };
};

/** A code that is to be mailed to whoever began an attempt; gone once it was sent. */
export const codeKey = (attempt: string): Key => ({ pk: `OUT#${attempt}`, sk: "code" });
/** Sorted by when they were asked for (ISO 8601, UTC). */
export const codeIndex = (attempt: string, createdAt: string): Record<string, string> => ({
  [INDEX.pk]: codesPartition(),
  [INDEX.sk]: `${createdAt}#${attempt}`,
});
export const codesPartition = (): string => "CODES";

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

/** Something to be told to a mailbox; gone once it was sent. */
export const letterKey = (id: string): Key => ({ pk: `OUT#${id}`, sk: "letter" });
export const letterIndex = (id: string, dueAt: string): Record<string, string> => ({
  [INDEX.pk]: lettersPartition(),
  [INDEX.sk]: `${dueAt}#${id}`,
});
export const lettersPartition = (): string => "LETTERS";
