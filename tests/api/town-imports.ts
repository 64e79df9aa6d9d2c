import { createHash } from "node:crypto";
import { Member } from "@mainstreet/core/member";
import * as BatchStore from "@mainstreet/store/batch-store";
import { memberKey } from "@mainstreet/store/directory-keys";
import * as ImportFileStore from "@mainstreet/store/import-file-store";
import type { Table } from "@mainstreet/store/table";
import { entityOf } from "@mainstreet/store/write";
import { by } from "../emulator/table.ts";
import type { Ask } from "./site.ts";

/** The ids of what the town's staff have changed together, and of a file that they have sent. */
export type TownImports = Readonly<Record<"batch" | "sent", string>>;

/** The file that staff have sent. */
export const SENT_FILE = "name,category\nNew Oven,Bakeries\n";
const MAPPING = { name: "name", category: "category" };
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
/** What tells the plan of it from others: the file's own hash, its columns and defaults. */
const PLAN_HASH = sha256(JSON.stringify([sha256(SENT_FILE), Object.entries(MAPPING), []]));

/** Settles a change of a member that can be undone. */
export async function settleImports(table: Table, member: string): Promise<TownImports> {
  const after = Member.parse(entityOf((await table.get(memberKey(member))) ?? {}));
  const batch = BatchStore.draft(by(), { of: "bulk", title: "Notes" });
  const change = { of: "member" as const, before: { ...after, note: "Rang" }, after };
  await table.transact(BatchStore.remember(batch, [[change]], Date.now()).actions);
  const file = ImportFileStore.draft(by(), { name: "new.csv", size: SENT_FILE.length });
  await ImportFileStore.create(table, by(), file);
  return { batch: batch.id, sent: file.id };
}

/** One good request to every route that changes many things at once, or takes it back. */
export const GOOD_IMPORTS: Readonly<
  Record<
    string,
    (town: TownImports & Readonly<Record<"bakery", string>>) => { path: string } & Pick<Ask, "body" | "raw" | "headers">
  >
> = {
  "POST /api/staff/batches/{id}/undo": ({ batch }) => ({ path: `/api/staff/batches/${batch}/undo` }),
  "POST /api/staff/listings/{id}/suggested-place": ({ bakery }) => ({
    path: `/api/staff/listings/${bakery}/suggested-place`,
  }),
  "POST /api/staff/imports": () => ({
    path: "/api/staff/imports",
    headers: { "Content-Type": "text/csv", "X-File-Name": "members%20of%202026.csv" },
    raw: SENT_FILE,
  }),
  "POST /api/staff/imports/{id}/plan": ({ sent }) => ({
    path: `/api/staff/imports/${sent}/plan`,
    body: { mapping: MAPPING, defaults: {}, cursor: null },
  }),
  "POST /api/staff/imports/{id}/apply": ({ sent }) => ({
    path: `/api/staff/imports/${sent}/apply`,
    body: { mapping: MAPPING, defaults: {}, planHash: PLAN_HASH },
  }),
};
