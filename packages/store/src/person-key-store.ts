import { type Instant, instant } from "@mainstreet/core/local-date";
import type { Random } from "@mainstreet/core/needs";
import type { PersonKey } from "@mainstreet/core/person-key";
import { type Keyring, WrongPepper } from "./keyring.ts";
import { personSecretKey } from "./person-keys.ts";
import { open, seal, Unopenable } from "./seal.ts";
import { ABSENT, type Action, type Item, type Table } from "./table.ts";

/** The keys under which what is told of persons is sealed, by person: 32 bytes each. */
export type Secrets = ReadonlyMap<PersonKey, Uint8Array>;

const BYTES = 32;
const FIELD = "key";

/** The keys of those persons who have one; whoever was erased has none. @throws `WrongPepper` */
export async function find(table: Table, keyring: Keyring, people: readonly PersonKey[]): Promise<Secrets> {
  return new Map([...(await findDated(table, keyring, people))].map(([personKey, { secret }]) => [personKey, secret]));
}

/** A key with when it was made: whoever was erased and came again has a new one. */
export type Dated = { readonly secret: Uint8Array; readonly createdAt: Instant };

/** The keys of those persons who have one, with when they were made. @throws `WrongPepper` */
export async function findDated(
  table: Table,
  keyring: Keyring,
  people: readonly PersonKey[],
): Promise<ReadonlyMap<PersonKey, Dated>> {
  const items = people.length === 0 ? [] : await table.getMany(people.map(personSecretKey));
  return new Map(
    items.map((item) => [
      String(item.personKey),
      { secret: unwrapped(item, keyring), createdAt: String(item.createdAt) },
    ]),
  );
}

/** New keys for persons, and the steps that keep them: refused when somebody else has made one meanwhile. */
export function make(
  { keyring, now, random }: { readonly keyring: Keyring; readonly now: number; readonly random: Random },
  people: readonly PersonKey[],
): { readonly secrets: Secrets; readonly steps: readonly Action[] } {
  const secrets = new Map(people.map((personKey) => [personKey, random(BYTES)]));
  const steps = [...secrets].map(([personKey, secret]): Action => {
    const text = Buffer.from(secret).toString("base64url");
    const wrapped = seal(keyring.wrapping, { of: personKey, field: FIELD }, text, random);
    return {
      put: { ...personSecretKey(personKey), kind: "person-secret", personKey, wrapped, createdAt: instant(now) },
      when: ABSENT,
    };
  });
  return { secrets, steps };
}

/** The step after which nothing opens any more that was sealed for a person: but for backups that have the secret too. */
export function destroy(personKey: PersonKey): Action {
  return { remove: personSecretKey(personKey) };
}

function unwrapped({ personKey, wrapped }: Item, { wrapping }: Keyring): Uint8Array {
  try {
    return Buffer.from(open(wrapping, { of: String(personKey), field: FIELD }, String(wrapped)), "base64url");
  } catch (error) {
    throw error instanceof Unopenable ? new WrongPepper(error) : error;
  }
}
