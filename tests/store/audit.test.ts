import { PUBLIC, system } from "@mainstreet/core/actor";
import * as Chamber from "@mainstreet/core/chamber";
import { BLANK } from "@mainstreet/core/member";
import { RULES, UNTOLD } from "@mainstreet/store/audit-rules";
import * as AuditStore from "@mainstreet/store/audit-store";
import { keyringOf, WrongPepper } from "@mainstreet/store/keyring";
import { auditPartition, KINDS } from "@mainstreet/store/keys";
import * as MemberStore from "@mainstreet/store/member-store";
import { requireSamePepper } from "@mainstreet/store/pepper-check";
import * as PersonKeyStore from "@mainstreet/store/person-key-store";
import { personSecretKey } from "@mainstreet/store/person-keys";
import type { Action, Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { by, freshTable } from "../emulator/table.ts";
import { KEYRING, keyOf, settlePerson } from "../people.ts";

const STAFF = by().actor;
const PAGE = { subject: null, limit: 100, cursor: null };
const ADA = "ada@example.org";

async function entriesOf(table: Table, subject: Parameters<typeof AuditStore.list>[3]["subject"] = null) {
  return (await AuditStore.list(table, STAFF, KEYRING, { ...PAGE, subject })).entries;
}

test("every kind of item is told of in the audit, or said to be untold", () => {
  expect([...Object.keys(RULES), ...UNTOLD].sort()).toEqual([...KINDS].sort());
});

test("what somebody does is noted with it: who, when, what was there before and after, the newest first", async () => {
  const { table } = await freshTable();
  const admin = await settlePerson(table, "bea@example.org", { staff: "admin" });
  const { personKey, staff, represents, rolesVersion } = admin;
  const actor = { kind: "person", personKey, staff, represents, rolesVersion, provedAt: 0 } as const;
  const made = await MemberStore.create(table, by(system("seed"), 1000), { ...BLANK, name: "Bread" });

  const write = { ...by(actor, 2000), operation: "PATCH /api/members/{id}" };
  await MemberStore.update(table, write, made.id, 1, { name: "Bread Alone", contactEmail: ADA });
  const entries = await entriesOf(table, { kind: "member", id: made.id });

  expect(entries).toMatchObject([
    {
      at: "1970-01-01T00:00:02.000Z",
      who: { personKey, role: "admin", email: "bea@example.org" },
      operation: "PATCH /api/members/{id}",
      subject: { kind: "member", id: made.id },
      changes: [
        {
          kind: "member",
          done: "changed",
          fields: {
            name: { before: { value: "Bread" }, after: { value: "Bread Alone" } },
            contactEmail: { after: { value: ADA } },
          },
        },
      ],
    },
    { who: { system: "seed" }, changes: [{ done: "made", fields: { name: { after: { value: "Bread" } } } }] },
  ]);
  expect(Object.keys(entries[0]?.changes[0]?.fields ?? {}).sort()).toEqual(["contactEmail", "name"]);
  expect(Object.keys(entries[1]?.changes[0]?.fields ?? {}).sort()).toEqual(["name", "status"]);
});

test("what is refused leaves no entry, and no secret of anybody", async () => {
  const { table } = await freshTable();
  const { id } = await MemberStore.create(table, by(), { ...BLANK, name: "Bread" });
  const before = (await entriesOf(table)).length;

  const late = { ...by(), keyring: KEYRING };
  const faster: Table = {
    ...table,
    async transact(actions) {
      await MemberStore.update(table, by(), id, 1, { name: "Faster" });
      await table.transact(actions);
    },
  };
  await expect(MemberStore.update(faster, late, id, 1, { contactEmail: ADA })).rejects.toMatchObject({ code: "stale" });

  expect((await entriesOf(table)).length - before).toBe(1);
  expect(await table.get(personSecretKey(keyOf(ADA)))).toBeUndefined();
});

test("two who are the first to keep something of a person at once share one secret", async () => {
  const { table } = await freshTable();
  let isFirst = true;
  const overtaken: Table = {
    ...table,
    async transact(actions) {
      if (isFirst) {
        isFirst = false;
        await MemberStore.create(table, by(), { ...BLANK, name: "Faster", contactEmail: ADA });
      }
      await table.transact(actions);
    },
  };

  await MemberStore.create(overtaken, by(), { ...BLANK, name: "Slower", contactEmail: ADA });

  const entries = await entriesOf(table);
  const told = entries.flatMap(({ changes }) => changes.flatMap(({ fields }) => fields.contactEmail?.after ?? []));
  expect(isFirst).toBe(false);
  expect(told).toEqual([{ value: ADA }, { value: ADA }]);
});

test("a private word that is nobody's in particular, and one that is very long, is told as such only", async () => {
  const { table } = await freshTable();

  const { id } = await MemberStore.create(table, by(), { ...BLANK, name: "Bread", note: "Rang twice" });
  await MemberStore.update(table, by(), id, 1, { note: "x".repeat(4000), contactEmail: ADA });
  const [later, first] = await entriesOf(table, { kind: "member", id });

  expect(first?.changes[0]?.fields.note).toEqual({ after: { left: "private" } });
  expect(later?.changes[0]?.fields.note).toEqual({ before: { left: "private" }, after: { left: "long" } });
});

test("whoever was erased and came again has a new secret: of before nothing is told, and what was tampered with says so", async () => {
  const { table } = await freshTable();
  const { id } = await MemberStore.create(table, by(undefined, 1000), { ...BLANK, name: "Bread", contactEmail: ADA });
  await table.transact([PersonKeyStore.destroy(keyOf(ADA))]);
  await MemberStore.update(table, by(undefined, 2000), id, 1, { contactEmail: "bea@example.org" });
  await MemberStore.update(table, by(undefined, 3000), id, 2, { contactEmail: ADA });

  const entries = await entriesOf(table, { kind: "member", id });
  const told = entries.map(({ changes }) => changes[0]?.fields.contactEmail?.after);
  const [last] = entries;
  const item = last && (await table.query(auditPartition(last.subject))).items[0];
  const forged = JSON.parse(JSON.stringify(item).replace(/v1\.[\w-]{4}/, "v1.AAAA"));
  await table.transact([{ put: { ...item, ...forged } }]);

  expect(told).toEqual([{ value: ADA }, { value: "bea@example.org" }, { left: "erased" }]);
  await expect(entriesOf(table, { kind: "member", id })).rejects.toMatchObject({ name: "Unopenable" });
});

test("it is read page by page, by administrators only", async () => {
  const { table } = await freshTable({ chamber: Chamber.BLANK });
  for (const name of ["One", "Two", "Three"]) await MemberStore.create(table, by(), { ...BLANK, name });

  const first = await AuditStore.list(table, STAFF, KEYRING, { ...PAGE, limit: 3 });
  const second = await AuditStore.list(table, STAFF, KEYRING, { ...PAGE, limit: 3, cursor: first.cursor });
  const editor = {
    ...by().actor,
    kind: "person",
    staff: "editor",
    personKey: "x",
    represents: [],
    rolesVersion: 1,
    provedAt: 0,
  } as const;

  expect([first.entries.length, second.entries.length]).toEqual([3, 1]);
  expect(new Set([...first.entries, ...second.entries].map(({ id }) => id)).size).toBe(4);
  expect(second.entries[0]?.subject).toEqual({ kind: "chamber", id: "chamber" });
  await expect(AuditStore.list(table, PUBLIC, KEYRING, PAGE)).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(AuditStore.list(table, editor, KEYRING, PAGE)).rejects.toMatchObject({ code: "forbidden" });
});

test("nothing ever writes an entry again: neither with its key nor over what was there", async () => {
  const { table } = await freshTable();
  const seen: Action[] = [];
  const watched: Table = {
    ...table,
    async transact(actions) {
      seen.push(...actions);
      await table.transact(actions);
    },
  };

  await MemberStore.create(watched, by(), { ...BLANK, name: "Bread" });

  const entry = seen.filter((action) => "put" in action && action.put.kind === "audit");
  expect(entry).toHaveLength(1);
  await expect(table.transact(entry)).rejects.toThrow("condition");
});

test("under another pepper nothing that is sealed is told, and a table that knows its own is not used with it", async () => {
  const { table } = await freshTable();
  const other = keyringOf(new Uint8Array(32).fill(7));
  await MemberStore.create(table, by(), { ...BLANK, name: "Bread", contactEmail: ADA });

  await requireSamePepper(table, KEYRING);
  await requireSamePepper(table, KEYRING);

  await expect(AuditStore.list(table, STAFF, other, PAGE)).rejects.toThrow(WrongPepper);
  await expect(requireSamePepper(table, other)).rejects.toThrow(WrongPepper);
});
