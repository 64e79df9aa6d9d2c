import * as CategoryStore from "@mainstreet/store/category-store";
import { slugKey } from "@mainstreet/store/keys";
import * as ListingStore from "@mainstreet/store/listing-store";
import { ABSENT, type Table } from "@mainstreet/store/table";
import { by } from "../emulator/table.ts";
import { TRUSTED } from "../trusted.ts";
import { importText } from "./helpers.ts";

/**
 * A table to which others write in the moment before the first commit of rows: one takes the address `one`, one merges
 * the category Shop away, one imports row 2 by itself.
 */
export function addMeanwhile(table: Table): { table: Table; slugs: () => Promise<string[]> } {
  let raced = false;
  const racing: Table = {
    ...table,
    async transact(actions) {
      if (!raced && actions.length > 8) {
        raced = true;
        const [shop] = await CategoryStore.list(table);
        if (!shop) throw new Error("There is no category yet.");
        const into = await CategoryStore.create(table, by(), { name: "Store", parentId: null, schemaType: "Store" });
        await CategoryStore.merge(table, by(), shop.id, 1, into.id);
        await table.transact([
          { put: { ...slugKey("listing", "one"), kind: "slug", target: "lst_somebody" }, when: ABSENT },
        ]);
        await importText(table, "id,name,category\n2,Two,Shop");
      }
      return table.transact(actions);
    },
  };
  return {
    table: racing,
    async slugs() {
      const { listings } = await ListingStore.list(table, TRUSTED, { limit: 100, cursor: null });
      return listings.map((listing) => listing.slug).sort();
    },
  };
}
