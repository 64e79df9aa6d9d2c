import { Person } from "@mainstreet/core/person";
import type { PersonKey } from "@mainstreet/core/person-key";
import { personItemKey } from "@mainstreet/store/person-keys";
import type { Table } from "@mainstreet/store/table";
import { entityOf } from "@mainstreet/store/write";
import type * as z from "zod";

/** Somebody of the staff, or who once was, as the others see them. */
export const Colleague = Person.pick({ personKey: true, name: true, email: true }).meta({ id: "Colleague" });
export type Colleague = z.infer<typeof Colleague>;

/** What others of the staff see of a person. */
export function colleague({ personKey, name, email }: Person): Colleague {
  return { personKey, name, email };
}

/** The people that some keys name, each once; those who were erased are left out. */
export async function colleaguesNamed(table: Table, keys: readonly (PersonKey | null)[]): Promise<Colleague[]> {
  const named = [...new Set(keys.flatMap((key) => key ?? []))].sort();
  const items = named.length === 0 ? [] : await table.getMany(named.map(personItemKey));
  return items
    .map((item) => colleague(Person.parse(entityOf(item))))
    .sort((a, b) => (a.personKey < b.personKey ? -1 : 1));
}
