import { requireStaff } from "@mainstreet/core/actor";
import { Chamber, type ChamberChange, type ChamberSettings } from "@mainstreet/core/chamber";
import { applied } from "@mainstreet/core/change";
import { ChamberError } from "@mainstreet/core/error";
import { instant } from "@mainstreet/core/local-date";
import { OF_CHAMBER } from "@mainstreet/core/picture";
import { chamberKey } from "./directory-keys.ts";
import * as PictureStore from "./picture-store.ts";
import { ABSENT, atVersion, Refused, type Table } from "./table.ts";
import { commit, entityOf, stale, type Write } from "./write.ts";

/** The chamber, or undefined in a table that nobody has set up. */
export async function find(table: Table): Promise<Chamber | undefined> {
  const item = await table.get(chamberKey());
  return item && Chamber.parse(entityOf(item));
}

/** The chamber. @throws `not-found` in a table that nobody has set up */
export async function get(table: Table): Promise<Chamber> {
  const chamber = await find(table);
  if (!chamber) throw new ChamberError("not-found", "This chamber has not been set up yet.");
  return chamber;
}

/** Sets the chamber up. @throws `taken` when it has been set up before */
export async function create(table: Table, write: Write<Chamber>, settings: ChamberSettings): Promise<Chamber> {
  requireStaff(write.actor);
  const chamber: Chamber = { ...settings, version: 1, updatedAt: instant(write.now) };
  try {
    return await commit(
      table,
      write,
      [{ put: { ...chamberKey(), kind: "chamber", ...chamber }, when: ABSENT }],
      chamber,
    );
  } catch (error) {
    if (error instanceof Refused)
      throw new ChamberError("taken", "This chamber has been set up before.", { cause: error });
    throw error;
  }
}

/** Changes settings of the chamber. @throws `stale` when it is at another version; `invalid` for a logo that is not here */
export async function update(
  table: Table,
  write: Write<Chamber>,
  version: number,
  change: ChamberChange,
): Promise<Chamber> {
  requireStaff(write.actor);
  const current = await get(table);
  if (current.version !== version) throw stale();
  const chamber = applied(current, { ...change, version: version + 1, updatedAt: instant(write.now) });
  const logo = change.logo ? { ...change.logo, alt: "" } : null;
  const steps = [
    { put: { ...chamberKey(), kind: "chamber", ...chamber }, when: atVersion(version) },
    ...(await PictureStore.checksOf(table, OF_CHAMBER, { logo })),
  ];
  try {
    return await commit(table, write, steps, chamber);
  } catch (error) {
    if (error instanceof Refused) throw stale(error);
    throw error;
  }
}
