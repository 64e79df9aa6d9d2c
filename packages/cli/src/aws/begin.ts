import { system } from "@mainstreet/core/actor";
import * as Chamber from "@mainstreet/core/chamber";
import type { Now, Random } from "@mainstreet/core/needs";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import type { Keyring } from "@mainstreet/store/keyring";
import { requireSamePepper } from "@mainstreet/store/pepper-check";
import * as PersonStore from "@mainstreet/store/person-store";
import type { Table } from "@mainstreet/store/table";

const ACTOR = system("command line");

/**
 * Begins a chamber in an empty table: blank settings, which staff fill in, and the first of its staff. In a table that has a
 * chamber it only makes somebody staff.
 * @returns whether the chamber was made now
 */
export async function beginChamber(
  table: Table,
  needs: { readonly email: string; readonly keyring: Keyring; readonly now: Now; readonly random: Random },
): Promise<boolean> {
  const { email, keyring, now, random } = needs;
  await requireSamePepper(table, keyring);
  const isNew = !(await ChamberStore.find(table));
  const write = { actor: ACTOR, now: now(), random, keyring, remember: null };
  if (isNew) await ChamberStore.create(table, write, Chamber.BLANK);
  await PersonStore.setStaff(table, write, { personKey: keyring.keyOf(email), email }, "admin");
  return isNew;
}
