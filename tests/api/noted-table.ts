import type { Key } from "@mainstreet/store/keys";
import type { Action, Item, Table } from "@mainstreet/store/table";

/** A table that notes what is written to it: everything that is written at all goes through its transactions. */
export type Noted = {
  readonly table: Table;
  /** How many transactions were carried out. */
  commits(): number;
  /** Forgets what was touched so far. */
  forget(): void;
  /** Makes what was touched what it is among these items. */
  putBack(items: ReadonlyMap<string, Item>): Promise<void>;
};

/** The name of an item among others. */
export function nameOf({ pk, sk }: Item): string {
  return JSON.stringify([pk, sk]);
}

export function noting(table: Table): Noted {
  const touched = new Map<string, Key>();
  let commits = 0;
  return {
    table: {
      ...table,
      async transact(actions) {
        for (const action of actions) {
          const of = "put" in action ? action.put : "remove" in action ? action.remove : null;
          if (of) touched.set(nameOf(of), { pk: of.pk, sk: of.sk });
        }
        await table.transact(actions);
        commits++;
      },
    },
    commits: () => commits,
    forget: () => touched.clear(),
    async putBack(items) {
      const actions: Action[] = [];
      for (const [name, { pk, sk }] of touched) {
        const item = items.get(name);
        actions.push(item ? { put: { ...item, pk, sk } } : { remove: { pk, sk } });
      }
      for (let from = 0; from < actions.length; from += 100) await table.transact(actions.slice(from, from + 100));
      touched.clear();
    },
  };
}
