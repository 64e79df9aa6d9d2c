import { createHash, createHmac } from "node:crypto";
import type { Random } from "@mainstreet/core/needs";
import { type PersonKey, personKey } from "@mainstreet/core/person-key";
import type { Attempt } from "@mainstreet/core/registration";
import { keyringOf } from "@mainstreet/store/keyring";

/** What is made with the pepper, the secret of the chamber that makes hashes of addresses and codes worthless to others. */
export type Secrets = {
  /** How a person is called in keys. */
  person(email: string): PersonKey;
  /** The hash of a code, of one attempt only. */
  code(attempt: Attempt, code: string): string;
  /** What is limited, and for whom. */
  limit(
    what:
      | "mailbox"
      | "network"
      | "domain"
      | "all"
      | "claims"
      | "applications"
      | "registrations"
      | "downloads"
      | "pictures",
    whom: string,
  ): string;
  /** The token of a session, the same whenever the same parts are given: one of them must be secret. */
  session(...parts: readonly string[]): string;
  /** An attempt that is the same whenever the same parts are given. */
  attempt(...parts: readonly string[]): Attempt;
};

/** @param pepper at least 32 bytes; with another one everybody is somebody else */
export function secretsOf(pepper: Uint8Array): Secrets {
  if (pepper.length < 32) throw new RangeError("The pepper needs at least 32 bytes.");
  const keyed = (text: string) => createHmac("sha256", pepper).update(text).digest();
  // What a hash is for goes into it, so that one never stands for another.
  const of = (...parts: readonly string[]) => keyed(JSON.stringify(parts));
  return {
    person: keyringOf(pepper).keyOf,
    code: (attempt, code) => of("code", attempt, code).toString("base64url"),
    limit: (what, whom) => of("limit", what, whom).toString("base64url"),
    session: (...parts) => of("session", ...parts).toString("base64url"),
    attempt: (...parts) => personKey(() => of("attempt", ...parts), ""),
  };
}

/** Six digits. */
export function newCode(random: Random): string {
  return String(Buffer.from(random(6)).readUIntBE(0, 6) % 1_000_000).padStart(6, "0");
}

/** Where what a browser began for an event is kept: whoever reads the table cannot act as the browser. */
export function flowId(token: string, eventId: string): string {
  return createHash("sha256").update(`${token}\n${eventId}`).digest("base64url");
}
