import { ChamberError } from "@mainstreet/core/error";
import * as z from "zod";
import { outcomeKey, TTL } from "./keys.ts";
import type { Action, Table } from "./table.ts";

/** How long a request may be repeated and get the same answer, in milliseconds. */
export const REMEMBERED_MS = 24 * 60 * 60 * 1000;

/** A mutating request: the hash of who sent it and its key, and the hash of what it asks. */
export type Attempt = { readonly hash: string; readonly request: string };

/** The answer to a mutating request. */
export const Outcome = z.strictObject({ status: z.int(), body: z.string(), etag: z.string() });
export type Outcome = z.infer<typeof Outcome>;

const Stored = Outcome.extend({ request: z.string(), expires: z.int() });

/**
 * What came of an attempt, if it has been made before.
 * @throws `key-reused` when the key came with another request
 */
export async function find(table: Table, attempt: Attempt, now: number): Promise<Outcome | undefined> {
  const item = await table.get(outcomeKey(attempt.hash));
  if (!item) return undefined;
  const { request, expires, status, body, etag } = Stored.parse(strip(item));
  if (expires <= now) return undefined;
  if (request !== attempt.request) {
    throw new ChamberError(
      "key-reused",
      "This Idempotency-Key came with another request before. Use a new key for each request.",
    );
  }
  return { status, body, etag };
}

/** The step of a transaction that remembers its outcome, and refuses it when the attempt has been made before. */
export function remember(attempt: Attempt, outcome: Outcome, now: number): Action {
  const expires = now + REMEMBERED_MS;
  return {
    put: {
      ...outcomeKey(attempt.hash),
      kind: "outcome",
      request: attempt.request,
      ...outcome,
      expires,
      [TTL]: Math.ceil(expires / 1000),
    },
    when: { expression: "attribute_not_exists(pk) OR expires <= :now", values: { ":now": now } },
  };
}

function strip({ pk, sk, kind, [TTL]: ttl, ...rest }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return rest;
}
