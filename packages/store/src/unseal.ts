import type { PersonKey } from "@mainstreet/core/person-key";
import type * as z from "zod";
import { type Keyring, WrongPepper } from "./keyring.ts";
import type { Key } from "./keys.ts";
import * as PersonKeyStore from "./person-key-store.ts";
import { open, placeOf, Unopenable } from "./seal.ts";
import type { Table } from "./table.ts";

/**
 * What `commit` sealed into a field of an item; null when whom it is of was erased.
 * @throws `Unopenable`, also when what is in it is of another form; `WrongPepper`
 */
export async function unsealed<T>(
  table: Table,
  keyring: Keyring,
  { of, key, field }: { readonly of: PersonKey; readonly key: Key; readonly field: string },
  sealed: string,
  schema: z.ZodType<T>,
): Promise<T | null> {
  const secret = (await PersonKeyStore.find(table, keyring, [of])).get(of);
  if (!secret) return null;
  const text = open(secret, placeOf(of, key, field), sealed);
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new Unopenable(error);
  }
}

/** Whether something failed because a sealed text does not open: trying it again does not help. */
export function isUnopenable(error: unknown): boolean {
  return error instanceof Unopenable || error instanceof WrongPepper;
}
