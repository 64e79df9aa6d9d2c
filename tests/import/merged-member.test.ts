import type { Member } from "@mainstreet/core/member";
import * as BatchStore from "@mainstreet/store/batch-store";
import { undo } from "@mainstreet/store/batch-undo";
import * as ListingStore from "@mainstreet/store/listing-store";
import { merge } from "@mainstreet/store/member-merge";
import * as MemberStore from "@mainstreet/store/member-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { by, freshTable, random } from "../emulator/table.ts";
import { KEYRING } from "../people.ts";
import { TRUSTED } from "../trusted.ts";
import { importText } from "./helpers.ts";

const HEAD = "id,name,category,contact,email,phone";
const FIRST = `${HEAD}\n1,One,Shop,Ada,ada@example.org,845 555 0101\n2,Two,Shop,Bea,bea@example.org,845 555 0102`;

async function membersOf(table: Table): Promise<readonly Member[]> {
  return (await MemberStore.list(table, TRUSTED, { limit: 100, cursor: null })).members;
}

async function named(table: Table, name: string): Promise<Member> {
  const found = (await membersOf(table)).find((member) => member.name === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
}

/** A table with two members from a file, of which the first was merged into the second. */
async function merged(): Promise<{ readonly table: Table; readonly from: Member; readonly into: Member }> {
  const { table } = await freshTable();
  await importText(table, FIRST);
  const [from, into] = [await named(table, "One"), await named(table, "Two")];
  await merge(table, by(), { from, into }, { now: Date.now, until: Number.POSITIVE_INFINITY });
  return { table, from: await MemberStore.get(table, TRUSTED, from.id), into };
}

test("a row of a merged member changes the one that it was merged into, and leaves the signpost alone", async () => {
  const { table, from, into } = await merged();

  const outcome = await importText(table, FIRST.replace("Ada,ada@example.org", "Cid,cid@example.org"));

  expect(outcome.changed.map(({ row }) => row)).toEqual([2]);
  expect(await MemberStore.get(table, TRUSTED, from.id)).toEqual(from);
  const heir = await MemberStore.get(table, TRUSTED, into.id);
  expect(heir).toMatchObject({ name: "Two", contactName: "Cid", contactEmail: "cid@example.org" });
  expect((await membersOf(table)).length).toBe(2);
});

test("two rows of what is one member by now are both written, and the import can be undone", async () => {
  const { table, from, into } = await merged();
  const before = await MemberStore.get(table, TRUSTED, into.id);
  const phones = async () => {
    const { listings } = await ListingStore.list(table, TRUSTED, { limit: 100, cursor: null });
    return listings.map(({ memberId, phone }) => `${memberId === into.id} ${phone}`).sort();
  };

  const second = `${HEAD}\n1,One,Shop,Cid,cid@example.org,845 555 0111\n2,Two,Shop,Dan,dan@example.org,845 555 0112`;
  const outcome = await importText(table, second);

  expect(outcome.changed.map(({ row }) => row)).toEqual([2, 3]);
  expect(await phones()).toEqual(["true 845 555 0111", "true 845 555 0112"]);
  expect(await MemberStore.get(table, TRUSTED, into.id)).toMatchObject({ contactName: "Dan" });

  const [batch] = (await BatchStore.list(table, TRUSTED, { limit: 10, cursor: null })).batches;
  const needs = { table, now: Date.now, random, keyring: KEYRING, actor: TRUSTED };
  await undo(needs, batch?.id ?? "", { until: Number.POSITIVE_INFINITY, most: 100 });
  expect(await phones()).toEqual(["true 845 555 0101", "true 845 555 0102"]);
  const after = await MemberStore.get(table, TRUSTED, into.id);
  expect({ ...after, version: 0, updatedAt: "" }).toEqual({ ...before, version: 0, updatedAt: "" });
  expect(await MemberStore.get(table, TRUSTED, from.id)).toEqual(from);
});
