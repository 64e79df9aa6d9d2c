import type { Now } from "@mainstreet/core/needs";
import { forget, listDue, release } from "@mainstreet/store/picture-sweep";
import type { Table } from "@mainstreet/store/table";
import type { Pictures } from "../upload/pictures.ts";

/** Removes pictures that were uploaded two days ago and that no listing names. */
export async function sweepPictures(needs: {
  readonly table: Table;
  readonly pictures: Pictures;
  readonly now: Now;
}): Promise<void> {
  const { table, pictures, now } = needs;
  for (const picture of await listDue(table, now())) {
    const released = await release(table, picture, now());
    if (!released) continue;
    // Files first: whoever dies in between finds the released picture again.
    await pictures.remove(released.listingId, released);
    await forget(table, released);
  }
}
