import { BLANK } from "@mainstreet/core/member";
import { contactKey } from "@mainstreet/store/directory-keys";
import * as MemberStore from "@mainstreet/store/member-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { by, freshTable } from "../emulator/table.ts";
import { KEYRING, keyOf } from "../people.ts";

const ADA = { email: "ada@example.org", personKey: keyOf("ada@example.org") };

async function memberOf(table: Table, name: string, contactEmail: string): Promise<string> {
  return (await MemberStore.create(table, by(), { ...BLANK, name, contactEmail })).id;
}

async function namesOf(table: Table): Promise<string[]> {
  return (await MemberStore.ofContact(table, ADA)).map(({ name }) => name);
}

/** A table that counts what is read of it. */
function counting(table: Table): { table: Table; read: () => number } {
  let items = 0;
  const counted: Table = {
    ...table,
    async get(key) {
      items++;
      return table.get(key);
    },
    async getMany(keys) {
      items += keys.length;
      return table.getMany(keys);
    },
    async query(pk, options) {
      const page = await table.query(pk, options);
      items += page.items.length;
      return page;
    },
    async *scan(kinds) {
      for await (const page of table.scan(kinds)) {
        items += page.length;
        yield page;
      }
    },
  };
  return { table: counted, read: () => items };
}

test("a mailbox finds the members whose contact it is, however it is spelled, and only current ones", async () => {
  const { table } = await freshTable();
  await memberOf(table, "Bread Alone", " ADA@Example.org".trim());
  await memberOf(table, "Bikes", "ada@example.org");
  await memberOf(table, "Cider", "bea@example.org");
  const gone = await memberOf(table, "Gone", "ada@example.org");

  await MemberStore.remove(table, by(), gone, 1);

  expect(await namesOf(table)).toEqual(["Bread Alone", "Bikes"]);
});

test("another contact is found from the same moment on, and the one before no more", async () => {
  const { table } = await freshTable();
  const id = await memberOf(table, "Bread Alone", "bea@example.org");

  await MemberStore.update(table, by(), id, 1, { contactEmail: "ada@example.org" });
  const found = await namesOf(table);
  await MemberStore.update(table, by(), id, 2, { contactEmail: "" });

  expect([found, await namesOf(table)]).toEqual([["Bread Alone"], []]);
  expect(await table.get(contactKey(ADA.personKey, id))).toBeUndefined();
  expect(await table.get(contactKey(keyOf("bea@example.org"), id))).toBeUndefined();
});

test("what is read to find them does not grow with the members", async () => {
  const { table } = await freshTable();
  const counted = counting(table);
  const reads = async () => {
    const before = counted.read();
    await MemberStore.ofContact(counted.table, ADA);
    return counted.read() - before;
  };
  await memberOf(table, "Bread Alone", ADA.email);

  const few = await reads();
  const others = Array.from({ length: 300 }, (_, i) =>
    MemberStore.draft(by(), { ...BLANK, name: `Other ${i}`, contactEmail: `other-${i}@example.org` }, null),
  );
  for (let from = 0; from < others.length; from += 50)
    await table.transact(others.slice(from, from + 50).flatMap((member) => MemberStore.steps(member, null, KEYRING)));

  expect([few, await reads()]).toEqual([2, 2]);
});

test("members that were stored without are found once their contacts were looked through, which is done once", async () => {
  const { table } = await freshTable();
  const id = await memberOf(table, "Bread Alone", ADA.email);
  await memberOf(table, "Bikes", "");
  await table.transact([{ remove: contactKey(ADA.personKey, id) }]);

  const before = await namesOf(table);
  const made = [await MemberStore.indexContacts(table, KEYRING), await MemberStore.indexContacts(table, KEYRING)];

  expect([before, made, await namesOf(table)]).toEqual([[], [1, 0], ["Bread Alone"]]);
});
