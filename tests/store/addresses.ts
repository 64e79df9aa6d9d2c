import type { Category } from "@mainstreet/core/category";
import type { Listing } from "@mainstreet/core/listing";
import { slugKey } from "@mainstreet/store/keys";
import type { Table } from "@mainstreet/store/table";

/** What is wrong with the addresses of some listings or categories: each must be one entity's alone, and claimed for it. */
export async function addressFaults(
  table: Table,
  of: "listing" | "category",
  entities: readonly (Listing | Category)[],
): Promise<string[]> {
  const faults: string[] = [];
  const owners = new Map<string, string>();
  for (const { id, slug, formerSlugs } of entities) {
    for (const address of [slug, ...formerSlugs]) {
      const other = owners.get(address);
      if (other !== undefined) faults.push(`${address} belongs to ${other} and to ${id}`);
      owners.set(address, id);
    }
  }
  const claims = await table.getMany([...owners.keys()].map((address) => slugKey(of, address)));
  const claimed = new Map(claims.map(({ pk, target }) => [pk, target]));
  for (const [address, id] of owners) {
    const target = claimed.get(slugKey(of, address).pk);
    if (target !== id) faults.push(`${address} of ${id} is claimed for ${target}`);
  }
  return faults;
}
