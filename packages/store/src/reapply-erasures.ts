import { instant } from "@mainstreet/core/local-date";
import type { PersonKey } from "@mainstreet/core/person-key";
import * as z from "zod";
import { eraseFoundIn, goneStep, settled } from "./erase-person.ts";
import type { Keyring } from "./keyring.ts";
import { tombstoneKey } from "./person-keys.ts";
import * as PersonStore from "./person-store.ts";
import type { Needs } from "./registration-items.ts";
import { ABSENT, type Action, type Item, Refused, type Table } from "./table.ts";
import { erasure, TRACED, type Who } from "./traces.ts";

/** How often the table is looked through: of an item that names several persons one is taken out each time. */
const PASSES = 60;

const Tombstone = z.object({ personKey: z.string(), erasedAt: z.string() });

/** What an item says of when it came about; null for kinds that do not say. */
function cameAt({ kind, createdAt, updatedAt, since }: Item): string | null {
  // The contact of a member may have been named long after the member was made.
  const said = kind === "member" || kind === "contact" ? updatedAt : (createdAt ?? since);
  return typeof said === "number" ? instant(said) : typeof said === "string" ? said : null;
}

/**
 * Erases again, after a backup was brought back, whoever had been erased. What somebody has left since, because they came
 * again, stays; what does not say when it came about goes. Repeated, it does what is left to do. It reads the whole table,
 * twice at least, however many they are.
 * @param from the table in which the tombstones are; a backup lacks those of whoever was erased after it was made
 * @returns of how many persons something was there, and how many items that were
 */
export async function reapplyTombstones(
  needs: Needs,
  { keyOf }: Pick<Keyring, "keyOf">,
  from: Pick<Table, "scan"> = needs.table,
): Promise<{ readonly people: number; readonly items: number }> {
  const { table } = needs;
  const known = new Map<string, PersonKey>();
  const remembered = (email: string) => {
    const key = known.get(email) ?? keyOf(email);
    known.set(email, key);
    return key;
  };
  const erased: (Who & { readonly erasedAt: string })[] = [];
  for await (const items of from.scan(["tombstone"]))
    for (const item of items) erased.push({ ...Tombstone.parse(item), keyOf: remembered });
  const people = new Set<PersonKey>();
  let items = 0;
  for (const { personKey, erasedAt } of erased) {
    if (from !== table) await bury(table, personKey, erasedAt);
    // First of all, so that no session of them opens anything.
    const person = await PersonStore.find(table, personKey);
    if (!person || person.createdAt > erasedAt || !(await settled(needs, [goneStep(personKey, person)]))) continue;
    people.add(personKey);
    items++;
  }
  for (let pass = 1; pass <= PASSES; pass++) {
    const found: { item: Item; who: Who }[] = [];
    for await (const page of table.scan(TRACED)) {
      for (const item of page) {
        const came = cameAt(item);
        const who = erased.find(
          (one) => (came === null || came <= one.erasedAt) && erasure(item, one, needs.now()) !== null,
        );
        if (who) found.push({ item, who });
      }
    }
    for (const { item, who } of found) {
      await eraseFoundIn(needs, item, who);
      people.add(who.personKey);
    }
    items += found.length;
    if (found.length === 0) break;
  }
  return { people: people.size, items };
}

/** Notes in the table that was brought back that somebody was erased, unless it knows. */
async function bury(table: Table, personKey: PersonKey, erasedAt: string): Promise<void> {
  const tombstone = { ...tombstoneKey(personKey), kind: "tombstone", personKey, erasedAt, done: true };
  const step: Action = { put: tombstone, when: ABSENT };
  try {
    await table.transact([step]);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}
