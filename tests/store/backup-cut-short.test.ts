import { backup } from "@mainstreet/store/backup";
import { restore } from "@mainstreet/store/backup-restore";
import type { WholeTable } from "@mainstreet/store/whole-table";
import { expect, test } from "vitest";
import { backupFolder, backupNeeds, emptyTable, itemsBut, restoreNeeds, smallTown } from "./backup-town.ts";

const long = process.env.MAINSTREET_LONG === "1";
const LEFT_OUT = ["session", "code", "flow", "lease", "import-file"];

class Died extends Error {}

/** A table whose process dies in the midst of one of its writes: half of it is done. */
function dyingAt(whole: WholeTable, last: number): WholeTable {
  let writes = 0;
  return {
    ...whole,
    async write(puts, gone) {
      if (++writes > last) throw new Died();
      if (writes < last) return whole.write(puts, gone);
      await whole.write(puts.slice(0, puts.length / 2), gone);
      throw new Died();
    },
  };
}

test("whichever write a restore dies in, it goes on to the very table that was backed up", async () => {
  const town = await smallTown(6);
  const folder = backupFolder();
  const manifest = await backup(backupNeeds(town.whole, folder, { partBytes: 2_500 }));
  const writes = manifest.parts.length;
  const deaths = Array.from({ length: writes }, (_, n) => n + 1).filter((n) => long || n % 5 === 2);
  const expected = await itemsBut(town.table, LEFT_OUT);

  for (const death of deaths) {
    const into = await emptyTable();

    await expect(restore(restoreNeeds(dyingAt(into, death), folder))).rejects.toThrow(Died);
    await restore(restoreNeeds(into, folder));

    expect(await itemsBut(into.table, LEFT_OUT), `after death ${death}`).toEqual(expected);
  }
  expect(deaths.length).toBeGreaterThanOrEqual(2);
});

test("whichever page a backup dies at, it goes on to one that holds the same", async () => {
  const town = await smallTown(6);
  const whole = await backup(backupNeeds(town.whole, backupFolder(), { partBytes: 2_500 }));

  for (const last of [1, 2, 4]) {
    const folder = backupFolder();
    let pages = 0;
    const dying: WholeTable = {
      ...town.whole,
      scan: (at) => (++pages > last ? Promise.reject(new Died()) : town.whole.scan(at)),
    };
    const silent = { ...dying, stream: { ...town.whole.stream, read: () => Promise.reject(new Died()) } };

    await expect(backup(backupNeeds(silent, folder, { partBytes: 2_500 }))).rejects.toThrow(Died);
    const manifest = await backup(backupNeeds(town.whole, folder, { partBytes: 2_500 }));

    expect(manifest.kinds, `after ${last} pages`).toEqual(whole.kinds);
  }
});
