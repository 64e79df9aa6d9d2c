/*
 * By the partition key of a stream record: whom it wakes. The event sources filter by these, so that a function is not called for
 * what it would pass over.
 */

/** What the public site may show: these wake the publisher, which looks closer (`changedBy`). */
export const PUBLIC_PARTITIONS = ["CHAMBER", "CATEGORY", "MEMBER#", "LISTING#", "EVENT#", "SEATS#"] as const;

/** What waits to be mailed: when it is new it wakes the post office. */
export const MAIL_PARTITIONS = ["OUT#"] as const;
