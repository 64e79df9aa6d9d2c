import type { PersonKey } from "@mainstreet/core/person-key";
import * as z from "zod";
import type { Keyring } from "./keyring.ts";
import type { Key } from "./keys.ts";
import type { Secret, Table } from "./table.ts";
import { unsealed } from "./unseal.ts";

const FIELD = "reason";
const Reason = z.strictObject({ reason: z.string() });

/** What of a step is to be sealed into the `reason` of its item: what staff say to one person, if anything. */
export function withReason(of: PersonKey, reason: string): { readonly secret?: Secret } {
  return reason === "" ? {} : { secret: { of, field: FIELD, value: { reason } } };
}

/** What staff say to a person, "" for nothing; null when they were erased. @throws `Unopenable`, `WrongPepper` */
export async function reasonIn(
  table: Table,
  keyring: Keyring,
  key: Key,
  { personKey, reason }: { readonly personKey: PersonKey; readonly reason: string },
): Promise<string | null> {
  if (reason === "") return "";
  const opened = await unsealed(table, keyring, { of: personKey, key, field: FIELD }, reason, Reason);
  return opened?.reason ?? null;
}
