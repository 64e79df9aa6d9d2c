import { INDEX, type Key, META } from "./keys.ts";

/* Keys of what staff announce to members' people by mail, and of who wants none of it. */

export const mailingKey = (id: string): Key => ({ pk: `MAILING#${id}`, sk: META });
/** The newest first. @param left how much later the last time of all is, in milliseconds */
export const mailingIndex = (left: number, id: string): Record<string, string> => ({
  [INDEX.pk]: mailingsPartition(),
  [INDEX.sk]: `${left}#${id}`,
});
export const mailingsPartition = (): string => "MAILINGS";
/** How far it has been sent. */
export const mailingRoundKey = (id: string): Key => ({ pk: mailingKey(id).pk, sk: "ROUND" });
/** That a person was come to, however many members they act for. */
export const mailingToKey = (id: string, personKey: string): Key => ({
  pk: mailingKey(id).pk,
  sk: `TO#${personKey}`,
});
/** Which one is being sent: one at a time. */
export const mailingSendingKey = (): Key => ({ pk: "MAILING-SENDING", sk: META });

/** That a person wants no announcements. */
export const unsubscribedKey = (personKey: string): Key => ({ pk: `UNSUBSCRIBED#${personKey}`, sk: META });
