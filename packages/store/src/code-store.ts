import { idOf } from "@mainstreet/core/id";
import { Instant } from "@mainstreet/core/local-date";
import { Attempt } from "@mainstreet/core/registration";
import * as z from "zod";
import { codeIndex, codeKey, codesPartition, TTL } from "./keys.ts";
import type { Action, Table } from "./table.ts";
import { entityOf } from "./write.ts";

/** A code on its way to a mailbox. It holds nothing that whoever asked for it has typed, but the address. */
export const CodeMail = z.strictObject({
  attempt: Attempt,
  eventId: idOf("event"),
  email: z.string(),
  code: z.string(),
  createdAt: Instant,
  /** In milliseconds since 1970: later than that it opens nothing. */
  expires: z.int(),
});
export type CodeMail = z.infer<typeof CodeMail>;

/** The step that puts a code into the outbox. */
export function post(mail: CodeMail): Action {
  const { attempt, createdAt, expires } = mail;
  return {
    put: {
      ...codeKey(attempt),
      ...codeIndex(attempt, createdAt),
      kind: "code",
      ...mail,
      [TTL]: Math.ceil(expires / 1000),
    },
  };
}

/** Codes that wait to be sent, oldest first. Read through the index: one that was just settled may be among them. */
export async function due(table: Table, limit: number): Promise<CodeMail[]> {
  const { items } = await table.query(codesPartition(), { index: true, limit });
  return items.map(({ [TTL]: ttl, ...item }) => CodeMail.parse(entityOf(item)));
}

/** Whether a code still waits to be sent. */
export async function isDue(table: Table, { attempt }: CodeMail): Promise<boolean> {
  return (await table.get(codeKey(attempt))) !== undefined;
}

/** Forgets a code that was sent, or has expired. */
export async function settle(table: Table, { attempt }: CodeMail): Promise<void> {
  await table.transact([{ remove: codeKey(attempt) }]);
}
