import { type Keyring, WrongPepper } from "./keyring.ts";
import { pepperKey } from "./keys.ts";
import { ABSENT, Refused, type Table } from "./table.ts";

/**
 * Makes sure that a table is used with the pepper it was begun with, which the first use notes: under another one nobody would
 * be found again, and nobody erased, without a word. @throws `WrongPepper`
 */
export async function requireSamePepper(
  table: Table,
  keyring: Pick<Keyring, "check"> | Promise<Pick<Keyring, "check">>,
): Promise<void> {
  let known = (await table.get(pepperKey()))?.check;
  const { check } = await keyring;
  if (known === undefined) {
    known = check;
    try {
      await table.transact([{ put: { ...pepperKey(), kind: "pepper", check }, when: ABSENT }]);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      known = error.found[0]?.check;
    }
  }
  if (known !== check) throw new WrongPepper();
}
