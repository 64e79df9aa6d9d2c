import { Instant, instant } from "@mainstreet/core/local-date";
import { PersonKey } from "@mainstreet/core/person-key";
import * as z from "zod";
import { unsubscribedKey } from "./mailing-keys.ts";
import { personItemKey, tombstoneKey } from "./person-keys.ts";
import { PRESENT } from "./registration-items.ts";
import { ABSENT, type Action, Refused, type Table } from "./table.ts";

/** That somebody wants no announcements. */
export const Unsubscribed = z.strictObject({ personKey: PersonKey, at: Instant });
export type Unsubscribed = z.infer<typeof Unsubscribed>;

/** Whether announcements go to a person. */
export async function isSubscribed(table: Table, personKey: PersonKey): Promise<boolean> {
  return (await table.get(unsubscribedKey(personKey))) === undefined;
}

/** The step after which a person gets announcements, or none. */
export function step(personKey: PersonKey, wanted: boolean, now: number): Action {
  return wanted ? { remove: unsubscribedKey(personKey) } : { put: itemOf(personKey, now) };
}

function itemOf(personKey: PersonKey, now: number) {
  return { ...unsubscribedKey(personKey), kind: "unsubscribed", personKey, at: instant(now) };
}

/** Ends announcements to a person. Repeated, and for somebody who was erased and has not come again, it changes nothing. */
export async function unsubscribe(table: Table, personKey: PersonKey, now: number): Promise<void> {
  const stand = (await standings(table, [personKey])).get(personKey);
  if (stand?.is !== "subscribed") return;
  const [, isThere] = stand.checks;
  const steps: Action[] = [{ put: itemOf(personKey, now), when: ABSENT }, ...(isThere ? [isThere] : [])];
  try {
    await table.transact(steps);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

/** How somebody stands to announcements, with the steps that refuse a transaction once it is no longer so. */
export type Stand = { readonly is: "subscribed" | "unsubscribed" | "erased"; readonly checks: readonly Action[] };

/**
 * Whether people may be written to without their having asked. Whoever was erased is not, though a member may name their
 * mailbox again, until they themselves come again.
 */
export async function standings(table: Table, people: readonly PersonKey[]): Promise<ReadonlyMap<PersonKey, Stand>> {
  const keys = people.flatMap((person) => [unsubscribedKey(person), tombstoneKey(person), personItemKey(person)]);
  const items = keys.length === 0 ? [] : await table.getMany(keys);
  const found = new Map(items.map((item) => [`${item.pk}`, item]));
  return new Map(
    people.map((person): readonly [PersonKey, Stand] => {
      const unsubscribed = unsubscribedKey(person);
      if (found.has(unsubscribed.pk))
        return [person, { is: "unsubscribed", checks: [{ check: unsubscribed, when: PRESENT }] }];
      const tombstone = found.get(tombstoneKey(person).pk);
      if (tombstone && (tombstone.done !== true || !found.has(personItemKey(person).pk)))
        return [person, { is: "erased", checks: [] }];
      const when = tombstone
        ? { expression: "#done = :done", names: { "#done": "done" }, values: { ":done": true } }
        : ABSENT;
      return [
        person,
        {
          is: "subscribed",
          checks: [
            { check: unsubscribed, when: ABSENT },
            { check: tombstoneKey(person), when },
          ],
        },
      ];
    }),
  );
}
