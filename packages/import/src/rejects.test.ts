import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cleaned, guarded } from "./cell.ts";
import { rejectsFile, rejectsPath } from "./rejects.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "rejects-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("rejected rows come out as they were, with reason and row, and nothing that a spreadsheet would run", async () => {
  const to = path.join(folder, "members.rejected.csv");
  const rejects = rejectsFile(to, { headers: ["name", "note"], delimiter: ";" });

  await rejects.add(3, ['=cmd|"/c calc"!A1', "+1 845"], "name: must not");
  await rejects.add(9, ["Café"], "the row has 1 cells, but the header has 2");
  await rejects.close();

  expect(await readFile(to, "utf8")).toBe(
    '\uFEFF"name";"note";"reason";"row"\r\n' +
      `"'=cmd|""/c calc""!A1";"'+1 845";"name: must not";"3"\r\n` +
      '"Café";"";"the row has 1 cells, but the header has 2";"9"\r\n',
  );
});

test("a file of rejected rows that is imported again does not get its own columns twice", async () => {
  const to = path.join(folder, "x.rejected.csv");
  const rejects = rejectsFile(to, { headers: ["name", "reason", "row"], delimiter: "," });

  await rejects.add(2, ["", "name is empty", "7"], "name is empty");
  await rejects.close();

  expect(await readFile(to, "utf8")).toBe('\uFEFF"name","reason","row"\r\n"","name is empty","2"\r\n');
});

test("without rejected rows an earlier file of them goes", async () => {
  const to = path.join(folder, "x.rejected.csv");
  const earlier = rejectsFile(to, { headers: ["name"], delimiter: "," });
  await earlier.add(2, [""], "name is empty");
  await earlier.close();

  await rejectsFile(to, { headers: ["name"], delimiter: "," }).close();

  expect(existsSync(to)).toBe(false);
});

test.each([
  "=1+1",
  "+1845",
  "-5",
  "@x",
  "|x",
  "%x",
  "＝1",
  "＋1",
  "－1",
  "＠1",
  "｜1",
  "％1",
  " =1",
  "\t=1",
  "\r=1",
  "\tx",
  "\u00a0=1",
])("%j is made harmless and comes back as it was", (cell) => {
  expect(guarded(cell)).toBe(`'${cell}`);
  expect(cleaned(guarded(cell), "description")).toBe(cell.trim());
});

test("other cells stay as they are, an apostrophe of their own included", () => {
  expect(guarded("'s Wirtshaus")).toBe("'s Wirtshaus");
  expect(cleaned("'s Wirtshaus", "name")).toBe("'s Wirtshaus");
});

test("the file of rejected rows lies beside the input", () => {
  expect(rejectsPath("/a/members.CSV")).toBe("/a/members.rejected.csv");
  expect(rejectsPath("/a/members")).toBe("/a/members.rejected.csv");
});
