import * as Listing from "@mainstreet/core/listing";
import * as Member from "@mainstreet/core/member";
import * as BatchStore from "@mainstreet/store/batch-store";
import { undo } from "@mainstreet/store/batch-undo";
import * as ClaimStore from "@mainstreet/store/claim-store";
import * as InvitationStore from "@mainstreet/store/invitation-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import { merge } from "@mainstreet/store/member-merge";
import * as MemberStore from "@mainstreet/store/member-store";
import * as NoteStore from "@mainstreet/store/note-store";
import * as PersonStore from "@mainstreet/store/person-store";
import * as RepresentativeStore from "@mainstreet/store/representative-store";
import { Refused, type Table } from "@mainstreet/store/table";
import * as TaskStore from "@mainstreet/store/task-store";
import { expect, test } from "vitest";
import { by, freshTable, random } from "../emulator/table.ts";
import { KEYRING, keyOf, settlePerson } from "../people.ts";
import { TRUSTED } from "../trusted.ts";

const PAGE = { limit: 100, cursor: null };
const TIME = () => ({ now: Date.now, until: Date.now() + 60_000 });

/** Two members, the one with three listings, two people, an invitation, a claim, a note and a task. */
async function two(table: Table) {
  const old = await MemberStore.create(table, by(), {
    ...Member.BLANK,
    ...{ name: "Bread Alone Inc", note: "Pays by check", contactName: "Ada", contactEmail: "ada@example.org" },
    memberships: [{ id: `msh_${"0".repeat(26)}`, level: "gold", from: "2024-01-01", until: "2024-12-31" }],
  });
  const kept = await MemberStore.create(table, by(), {
    ...Member.BLANK,
    ...{ name: "Bread Alone", note: "Since 1983" },
    memberships: [{ id: `msh_${"1".repeat(26)}`, level: "member", from: "2025-01-01", until: null }],
  });
  const names = ["Oven", "Counter", "Stall"];
  const listings = await Promise.all(
    names.map((name) => ListingStore.create(table, by(), old.id, { ...Listing.BLANK, name })),
  );
  await settlePerson(table, "owner@example.org", { represents: { [old.id]: "owner" } });
  await settlePerson(table, "both@example.org", { represents: { [old.id]: "owner", [kept.id]: "editor" } });
  const claimant = await settlePerson(table, "claims@example.org");
  const invited = { memberId: old.id, personKey: keyOf("new@example.org"), email: "new@example.org" };
  await InvitationStore.invite(table, by(), { ...invited, role: "editor" }, []);
  const [oven] = listings;
  if (!oven) throw new Error("There is no oven.");
  const { personKey, staff, represents, rolesVersion } = claimant;
  const asks = { kind: "person" as const, personKey, staff, represents, rolesVersion, provedAt: Date.now() };
  await ClaimStore.create(table, by(asks), oven, "Mine", { hash: "claims", most: 5 });
  await NoteStore.create(table, by(), { memberId: old.id, text: "Called twice" });
  const todo = { title: "Call again", due: "2026-12-01", memberId: old.id, assignedTo: null };
  const task = await TaskStore.create(table, by(), todo);
  return { old, kept, listings, oven, claimant, task };
}

const seen = ({ id, version }: { readonly id: string; readonly version: number }) => ({ id, version });

test("all that a member has becomes the other's, and it stays as a signpost", async () => {
  const { table } = await freshTable();
  const { old, kept, listings, task } = await two(table);

  const merged = await merge(table, by(), { from: seen(old), into: seen(kept) }, TIME());

  expect(merged).toMatchObject({ status: "removed", mergedInto: kept.id, name: "Bread Alone Inc", version: 2 });
  const survivor = await MemberStore.get(table, TRUSTED, kept.id);
  expect(survivor.memberships.map(({ level }) => level)).toEqual(["member", "gold"]);
  expect(survivor).toMatchObject({ note: "Since 1983\n\nPays by check", contactEmail: "ada@example.org", version: 2 });
  const { listings: own } = await ListingStore.list(table, TRUSTED, { ...PAGE, memberId: kept.id });
  expect(own.map(({ slug }) => slug).sort()).toEqual(listings.map(({ slug }) => slug).sort());
  const people = await RepresentativeStore.list(table, TRUSTED, kept.id);
  expect(people.map(({ email, role }) => `${email} ${role}`).sort()).toEqual([
    "both@example.org owner",
    "owner@example.org owner",
  ]);
  const person = await PersonStore.find(table, keyOf("both@example.org"));
  expect(person?.represents).toEqual([{ memberId: kept.id, role: "owner" }]);
  expect(await InvitationStore.ofMember(table, TRUSTED, kept.id, Date.now())).toMatchObject([{ role: "editor" }]);
  expect((await NoteStore.list(table, TRUSTED, { ...PAGE, memberId: kept.id })).notes).toMatchObject([
    { text: "Called twice" },
  ]);
  expect(await TaskStore.get(table, TRUSTED, task.id)).toMatchObject({ memberId: kept.id });
  expect(await RepresentativeStore.list(table, TRUSTED, old.id)).toEqual([]);
});

test("a claim of a listing that changed hands can still be approved", async () => {
  const { table } = await freshTable();
  const { old, kept, oven, claimant } = await two(table);
  await merge(table, by(), { from: seen(old), into: seen(kept) }, TIME());

  const which = { listingId: oven.id, personKey: claimant.personKey, version: 2 };
  await ClaimStore.approve(table, by(), which, "editor", oven);

  const person = await PersonStore.find(table, claimant.personKey);
  expect(person?.represents).toEqual([{ memberId: kept.id, role: "editor" }]);
});

test("a merge that dies anywhere is finished by the same request, and nothing is lost", async () => {
  for (let alive = 0; alive < 12; alive++) {
    const { table } = await freshTable();
    const { old, kept } = await two(table);
    let left = alive;
    const mortal: Table = {
      ...table,
      async transact(actions) {
        if (left-- <= 0) throw new Error("The line is dead.");
        await table.transact(actions);
      },
    };

    await merge(mortal, by(), { from: seen(old), into: seen(kept) }, TIME()).catch(() => undefined);
    const half = await MemberStore.get(table, TRUSTED, old.id);
    await merge(table, by(), { from: { id: old.id, version: half.version }, into: seen(kept) }, TIME());

    const { listings } = await ListingStore.list(table, TRUSTED, { ...PAGE, memberId: kept.id });
    expect([alive, listings.length]).toEqual([alive, 3]);
    expect((await RepresentativeStore.list(table, TRUSTED, kept.id)).length).toBe(2);
    expect((await MemberStore.get(table, TRUSTED, old.id)).mergedInto).toBe(kept.id);
    expect((await MemberStore.get(table, TRUSTED, kept.id)).memberships.length).toBe(2);
  }
});

test("a merge without time says so, and goes on where it was", async () => {
  const { table } = await freshTable();
  const { old, kept } = await two(table);
  const which = { from: seen(old), into: seen(kept) };

  let calls = 0;
  const clock = { now: () => calls++, until: 2 };
  await expect(merge(table, by(), which, clock)).rejects.toMatchObject({ code: "busy" });
  const { listings } = await ListingStore.list(table, TRUSTED, { ...PAGE, memberId: kept.id });
  await merge(table, by(), which, TIME());

  expect(listings.length).toBe(2);
  expect((await MemberStore.get(table, TRUSTED, old.id)).mergedInto).toBe(kept.id);
});

test("no listing is moved to a member that is taken off at that moment", async () => {
  const { table } = await freshTable();
  const { old, kept } = await two(table);
  let isFirst = true;
  const meanwhile: Table = {
    ...table,
    async transact(actions) {
      if (isFirst) await MemberStore.remove({ ...table }, by(), kept.id, 1);
      isFirst = false;
      await table.transact(actions);
    },
  };

  const attempt = merge(meanwhile, by(), { from: seen(old), into: seen(kept) }, TIME());

  await expect(attempt).rejects.toMatchObject({ code: "stale" });
  const { listings } = await ListingStore.list(table, TRUSTED, { ...PAGE, memberId: old.id });
  expect(listings.length).toBe(3);
});

test("two members are merged into each other never, however hard it is tried", async () => {
  const { table } = await freshTable();
  const { old, kept } = await two(table);

  const outcomes = await Promise.allSettled([
    merge(table, by(), { from: seen(old), into: seen(kept) }, TIME()),
    merge(table, by(), { from: seen(kept), into: seen(old) }, TIME()),
  ]);
  const [a, b] = await Promise.all([old, kept].map(({ id }) => MemberStore.get(table, TRUSTED, id)));

  expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBeLessThanOrEqual(1);
  expect([a?.mergedInto, b?.mergedInto]).toContain(null);
});

test("a merge is of members as they were seen, and a signpost is changed no more", async () => {
  const { table } = await freshTable();
  const { old, kept } = await two(table);
  const tries: [number, number, string][] = [
    [9, 1, "stale"],
    [1, 9, "stale"],
  ];
  for (const [from, into, code] of tries) {
    const which = { from: { id: old.id, version: from }, into: { id: kept.id, version: into } };
    await expect(merge(table, by(), which, TIME())).rejects.toMatchObject({ code });
  }
  await expect(merge(table, by(), { from: seen(old), into: seen(old) }, TIME())).rejects.toMatchObject({
    code: "invalid",
  });
  await merge(table, by(), { from: seen(old), into: seen(kept) }, TIME());

  await expect(MemberStore.restore(table, by(), old.id, 2)).rejects.toMatchObject({ code: "not-found" });
  await expect(
    merge(table, by(), { from: { id: kept.id, version: 2 }, into: { id: old.id, version: 2 } }, TIME()),
  ).rejects.toMatchObject({ code: "invalid" });
});

test("staff who act for the member themselves can merge it: their own role moves last", async () => {
  const { table } = await freshTable();
  const { old, kept } = await two(table);
  const email = "staff@example.org";
  const person = await settlePerson(table, email, { staff: "editor", represents: { [old.id]: "editor" } });
  const { personKey, staff, represents, rolesVersion } = person;
  const actor = { kind: "person" as const, personKey, staff, represents, rolesVersion, provedAt: Date.now() };

  await merge(table, by(actor), { from: seen(old), into: seen(kept) }, TIME());

  const after = await PersonStore.find(table, personKey);
  expect(after).toMatchObject({ staff: "editor", represents: [{ memberId: kept.id, role: "editor" }] });
});

test("what was merged is taken apart again by undoing its batch: members and listings", async () => {
  const { table } = await freshTable();
  const { old, kept } = await two(table);
  await merge(table, by(), { from: seen(old), into: seen(kept) }, TIME());
  const [batch] = (await BatchStore.list(table, TRUSTED, PAGE)).batches;
  if (!batch) throw new Error("There is no batch.");

  const needs = { table, now: Date.now, random, keyring: KEYRING, actor: TRUSTED };
  const undone = await undo(needs, batch.id, { until: Date.now() + 60_000, most: 300 });

  expect(undone).toMatchObject({ state: "undone", undone: 4, kept: 0 });
  expect(await MemberStore.get(table, TRUSTED, old.id)).toMatchObject({ status: "current", mergedInto: null });
  expect((await ListingStore.list(table, TRUSTED, { ...PAGE, memberId: old.id })).listings.length).toBe(3);
});

test("nobody but staff merges, or learns what there is", async () => {
  const { table } = await freshTable();
  const { old, kept } = await two(table);
  const nobody = by<Member.Member>({ kind: "public" });

  const attempt = merge(table, nobody, { from: seen(old), into: seen(kept) }, TIME());

  await expect(attempt).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(attempt).rejects.not.toBeInstanceOf(Refused);
});
