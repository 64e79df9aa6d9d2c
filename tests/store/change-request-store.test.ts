import type { Actor } from "@mainstreet/core/actor";
import { ALL_INCLUDED, BLANK } from "@mainstreet/core/chamber";
import { newPerson } from "@mainstreet/core/person";
import * as CategoryStore from "@mainstreet/store/category-store";
import * as Decisions from "@mainstreet/store/change-request-decisions";
import * as ChangeRequestStore from "@mainstreet/store/change-request-store";
import * as ListingNoticeStore from "@mainstreet/store/listing-notice-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import * as PersonStore from "@mainstreet/store/person-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { everything } from "../api/site.ts";
import { by, freshTable } from "../emulator/table.ts";
import { KEYRING } from "../people.ts";
import { bakery } from "./change-requests.ts";

const MADE = { fields: {}, over: [], reason: "" };
const PAGE = { limit: 50, cursor: null };

async function scene(chamber = BLANK) {
  const { table } = await freshTable({ chamber });
  const people = await bakery(table);
  const { listing, staff } = people;
  const propose = (
    actor: Actor,
    version: number,
    change: Parameters<typeof ChangeRequestStore.propose>[4],
    on: Table = table,
  ) => ChangeRequestStore.propose(on, by(actor), listing.id, version, change);
  const which = (version: number) => ({ listingId: listing.id, version });
  const toSee = async () => (await Decisions.list(table, staff, PAGE)).changes.map(({ change }) => change);
  const notices = async () => {
    const { due } = await ListingNoticeStore.due(table, Date.now() + 1000, 100);
    const opened = async (notice: ListingNoticeStore.ListingNotice) => ({
      ...notice,
      sealed: notice.reason,
      reason: await ListingNoticeStore.reasonOf(table, KEYRING, notice),
    });
    return Promise.all(due.map(opened));
  };
  const now = () => ListingStore.get(table, listing.id);
  return { table, ...people, propose, which, toSee, notices, now };
}

test("each field of a change goes the way of its rule, in one step", async () => {
  const { propose, owner, toSee, now } = await scene();

  const result = await propose(owner, 1, { hours: "24/7", summary: "Sourdough", name: "Bread & Co" });

  expect(result).toMatchObject({ applied: ["summary", "hours"], waiting: ["name"], version: 2 });
  expect(await now()).toMatchObject({ name: "Bread Alone", summary: "Sourdough", hours: "24/7", version: 2 });
  expect(await toSee()).toMatchObject([
    { status: "pending", by: owner.personKey, fields: { name: { before: "Bread Alone", after: "Bread & Co" } } },
    { status: "applied", fields: { summary: { before: "", after: "Sourdough" } } },
  ]);
});

test("a level may have rules of its own", async () => {
  const level = { id: "anchor", name: "Anchor", rank: 1, featured: true, ...ALL_INCLUDED };
  const approval = { fields: {}, levels: { anchor: { name: "free" as const } } };
  const { table, member, propose, owner } = await scene({ ...BLANK, levels: [...BLANK.levels, level], approval });
  const before = await propose(owner, 1, { name: "Bread & Co" });
  const membership = { id: `msh_${"0".repeat(26)}`, level: "anchor", from: "2020-01-01", until: null };
  await MemberStore.update(table, by(), member.id, 1, { memberships: [membership] });

  const after = await propose(owner, 2, { name: "Bread & Co" });

  expect(before).toMatchObject({ applied: [], waiting: ["name"] });
  expect(after).toMatchObject({ applied: ["name"], waiting: [], pending: null });
});

test("a further change goes into what waits: the last value wins, and whoever asked is remembered", async () => {
  const { propose, owner, editor, toSee } = await scene();
  const first = await propose(owner, 1, { name: "Bread & Co", categories: [] });

  const second = await propose(editor, 2, { name: "Bread Together", position: { lat: 41.9, lon: -74 } });

  expect(second.pending).toMatchObject({
    id: first.pending?.id,
    by: editor.personKey,
    askers: [owner.personKey, editor.personKey],
    fields: { name: { before: "Bread Alone", after: "Bread Together" }, position: { before: null } },
    version: 3,
  });
  expect(await toSee()).toHaveLength(1);
});

test("to ask for what stands takes the wish back", async () => {
  const { table, listing, propose, owner, toSee } = await scene();
  await propose(owner, 1, { name: "Bread & Co" });

  const back = await propose(owner, 2, { name: "Bread Alone" });

  expect(back).toMatchObject({ pending: null, applied: [], waiting: [] });
  expect(await toSee()).toEqual([]);
  expect(await ChangeRequestStore.past(table, owner, listing.id, 5)).toMatchObject([{ status: "withdrawn" }]);
});

test("a change that changes nothing leaves the listing at its version", async () => {
  const { propose, owner, now } = await scene();

  const result = await propose(owner, 1, { name: "Bread Alone", hours: "" });

  expect(result).toMatchObject({ applied: [], waiting: [], version: 1 });
  expect((await now()).version).toBe(1);
});

test("what staff change is applied at once, and what waits goes on waiting", async () => {
  const { propose, owner, staff, toSee } = await scene();
  await propose(owner, 1, { name: "Bread & Co" });

  const result = await propose(staff, 2, { address: { ...(await scene()).listing.address, town: "Kingston" } });

  expect(result).toMatchObject({ applied: ["address"], waiting: ["name"], listing: { address: { town: "Kingston" } } });
  expect(await toSee()).toHaveLength(1);
});

test("of two editors at once one is shown what the other made", async () => {
  const { propose, owner, editor, now } = await scene();

  const outcomes = await Promise.allSettled([
    propose(owner, 1, { phone: "845 555 0100", hours: "24/7" }),
    propose(editor, 1, { phone: "845 555 0199", hours: "24/7" }),
  ]);

  const { phone } = await now();
  const yours = phone === "845 555 0100" ? "845 555 0199" : "845 555 0100";
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "stale", version: 2, clashes: [{ field: "phone", yours, theirs: phone }] },
  });
});

test("an editor who has not seen what somebody else asked for does not overwrite it", async () => {
  const { propose, owner, editor, toSee } = await scene();
  await propose(owner, 1, { name: "Bread & Co" });

  const blind = propose(editor, 1, { name: "Bread Together" });

  await expect(blind).rejects.toMatchObject({
    code: "stale",
    clashes: [{ field: "name", yours: "Bread Together", theirs: "Bread & Co" }],
  });
  expect(await toSee()).toMatchObject([{ fields: { name: { after: "Bread & Co" } }, askers: [owner.personKey] }]);
});

test("what staff approve is on the listing, in their own words where they had some, and everybody who asked is told", async () => {
  const { table, listing, propose, which, owner, editor, staff, toSee, notices, now } = await scene();
  await propose(owner, 1, { name: "Bred & Co" });
  const { pending } = await propose(editor, 2, { position: { lat: 41.9, lon: -74 } });

  const made = { ...MADE, fields: { name: "Bread & Co" }, reason: "Spelling." };
  const { change, version } = await Decisions.approve(table, by(staff), which(pending?.version ?? 0), made);

  expect(await now()).toMatchObject({ name: "Bread & Co", position: { lat: 41.9, lon: -74 }, version });
  expect(change).toMatchObject({
    status: "approved",
    decidedBy: staff.personKey,
    reason: "Spelling.",
    fields: { name: { before: "Bread Alone", after: "Bread & Co" } },
  });
  expect(await ChangeRequestStore.get(table, owner, listing.id)).toMatchObject({ pending: null });
  expect(await ChangeRequestStore.past(table, owner, listing.id, 5)).toEqual([change]);
  expect(await toSee()).toEqual([]);
  const told = await notices();
  expect(told.map(({ personKey }) => personKey).sort()).toEqual([owner.personKey, editor.personKey].sort());
  expect(told[0]).toMatchObject({ template: "change-approved", fields: ["name", "position"], reason: "Spelling." });
  expect(told.filter(({ sealed }) => sealed.includes("Spelling") || sealed === "")).toEqual([]);
});

test("what staff refuse leaves the listing as it is, and the reason is told", async () => {
  const { table, propose, which, owner, staff, notices, now } = await scene();
  await propose(owner, 1, { name: "Best Bread" });

  await Decisions.refuse(table, by(staff), which(2), "No superlatives.");

  expect(await now()).toMatchObject({ name: "Bread Alone", version: 3 });
  expect(await notices()).toMatchObject([{ template: "change-refused", reason: "No superlatives." }]);
  await expect(Decisions.refuse(table, by(staff), which(2), "Again.")).rejects.toMatchObject({ code: "not-found" });
});

test("staff do not approve what was changed since they saw it", async () => {
  const { table, propose, which, owner, staff, now } = await scene();
  await propose(owner, 1, { name: "Bread & Co" });
  await propose(owner, 2, { name: "Cheap Watches" });

  const approved = Decisions.approve(table, by(staff), which(2), MADE);

  await expect(approved).rejects.toMatchObject({
    code: "stale",
    version: 3,
    clashes: [{ field: "name", theirs: "Cheap Watches" }],
  });
  expect((await now()).name).toBe("Bread Alone");
});

test("a wish that was taken back and made anew is another one", async () => {
  const { table, listing, propose, which, owner, staff } = await scene();
  await propose(owner, 1, { name: "Bread & Co" });
  await ChangeRequestStore.withdraw(table, by(owner), listing.id, 2);
  await propose(owner, 3, { name: "Cheap Watches" });

  const approved = Decisions.approve(table, by(staff), which(2), MADE);

  await expect(approved).rejects.toMatchObject({ code: "stale" });
});

test("that other fields change meanwhile does not send staff away", async () => {
  const { table, propose, which, owner, staff, now } = await scene();
  await propose(owner, 1, { name: "Bread & Co" });
  let isFirst = true;
  const busy: Table = {
    ...table,
    transact: async (actions) => {
      if (isFirst) await propose(owner, 2, { hours: "24/7" });
      isFirst = false;
      await table.transact(actions);
    },
  };

  await Decisions.approve(busy, by(staff), which(2), MADE);

  expect(await now()).toMatchObject({ name: "Bread & Co", hours: "24/7", version: 4 });
});

test("a listing that says something else by now is approved only where staff say so", async () => {
  const { table, listing, propose, which, owner, staff, now } = await scene();
  await propose(owner, 1, { name: "Bread & Co", position: { lat: 41.9, lon: -74 } });
  await ListingStore.update(table, by(staff), listing.id, 2, { name: "Bread Alone Bakery" });

  const blind = Decisions.approve(table, by(staff), which(2), MADE);

  await expect(blind).rejects.toMatchObject({
    code: "conflict",
    clashes: [{ field: "name", yours: "Bread & Co", theirs: "Bread Alone Bakery" }],
  });
  await Decisions.approve(table, by(staff), which(2), { ...MADE, over: ["name"] });
  expect((await now()).name).toBe("Bread & Co");
});

test("staff edit what was asked for, and nothing beside it", async () => {
  const { table, propose, which, owner, staff } = await scene();
  await propose(owner, 1, { name: "Bread & Co" });

  const approved = Decisions.approve(table, by(staff), which(2), { ...MADE, fields: { phone: "845 555 0100" } });

  await expect(approved).rejects.toMatchObject({ code: "invalid", fields: [{ path: "fields.phone" }] });
});

test("a category that is not there is neither asked for nor approved", async () => {
  const { table, propose, which, owner, staff, toSee } = await scene();
  const bakeries = await CategoryStore.create(table, by(), { name: "Bakeries", parentId: null, schemaType: "Bakery" });
  const nothing = bakeries.id.replace(/.{4}$/, "zzzz");

  await expect(propose(owner, 1, { categories: [nothing] })).rejects.toMatchObject({
    code: "invalid",
    fields: [{ path: "categories.0" }],
  });
  await propose(owner, 1, { categories: [bakeries.id] });
  await CategoryStore.remove(table, by(), bakeries.id, 1);

  await expect(Decisions.approve(table, by(staff), which(2), MADE)).rejects.toMatchObject({ code: "invalid" });
  expect(await toSee()).toHaveLength(1);
});

test("whoever confirms a listing does so on the chamber's day", async () => {
  const { table, listing, owner } = await scene({ ...BLANK, zone: "Pacific/Kiritimati" });
  const evening = Date.parse("2026-11-22T12:00:00Z");

  const { listing: confirmed } = await ChangeRequestStore.confirm(table, by(owner, evening), listing.id, 1);

  expect(confirmed).toMatchObject({ confirmedOn: "2026-11-23", version: 2 });
});

test("what was applied at once leaves the list when staff have seen it", async () => {
  const { table, listing, propose, owner, staff, toSee } = await scene();
  await propose(owner, 1, { summary: "Sourdough" });
  const [shown] = await toSee();

  await Decisions.see(table, by(staff), { listingId: listing.id, id: shown?.id ?? "" });

  expect(await toSee()).toEqual([]);
  expect(await ChangeRequestStore.past(table, owner, listing.id, 5)).toMatchObject([
    { status: "applied", decidedBy: staff.personKey },
  ]);
});

test("strangers learn nothing of a listing and change nothing of it", async () => {
  const { table, listing, stranger, owner, propose, which } = await scene();
  await propose(owner, 1, { name: "Bread & Co" });
  const before = await everything(table);

  const refused = [
    () => ChangeRequestStore.get(table, stranger, listing.id),
    () => ChangeRequestStore.past(table, stranger, listing.id, 5),
    () => propose(stranger, 2, { name: "Mine" }),
    () => ChangeRequestStore.confirm(table, by(stranger), listing.id, 2),
    () => ChangeRequestStore.withdraw(table, by(stranger), listing.id, 2),
  ];
  for (const attempt of refused) await expect(attempt()).rejects.toMatchObject({ code: "not-found" });
  for (const attempt of [
    () => Decisions.approve(table, by(owner), which(2), MADE),
    () => Decisions.refuse(table, by(owner), which(2), "No."),
    () => Decisions.list(table, owner, PAGE),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
  for (const attempt of [() => propose({ kind: "public" }, 2, { name: "Mine" })])
    await expect(attempt()).rejects.toMatchObject({ code: "unauthenticated" });

  expect(await everything(table)).toEqual(before);
  expect(await ChangeRequestStore.list(table, stranger)).toMatchObject([{ listing: { name: "Kingston Bikes" } }]);
});

test("nobody acts for a member that was removed, nor for a listing that is gone", async () => {
  const { table, member, listing, owner, propose } = await scene();
  await MemberStore.remove(table, by(), member.id, 1);
  const before = await everything(table);

  await expect(propose(owner, 1, { hours: "24/7" })).rejects.toMatchObject({ code: "not-found" });
  expect(await everything(table)).toEqual(before);
  await ListingStore.remove(table, by(), listing.id, 1);

  await expect(ChangeRequestStore.get(table, owner, listing.id)).rejects.toMatchObject({ code: "not-found" });
  expect(await ChangeRequestStore.list(table, owner)).toEqual([]);
});

test("roles that are taken away between reading and writing stop the write", async () => {
  const { table, listing, owner, staff, propose, which } = await scene();
  await propose(owner, 1, { name: "Bread & Co" });
  /** The table as it is for somebody who loses their roles while they wait for it. */
  const losing = (who: Extract<Actor, { kind: "person" }>): Table => ({
    ...table,
    transact: async (actions) => {
      const person = await PersonStore.find(table, who.personKey);
      if (person?.rolesVersion === who.rolesVersion) {
        const none = newPerson(who.personKey, person.email, 0);
        await table.transact([
          PersonStore.put({ ...none, rolesVersion: who.rolesVersion + 1, version: person.version + 1 }, person.version),
        ]);
      }
      await table.transact(actions);
    },
  });
  const writes = [
    () => propose(owner, 2, { hours: "24/7" }, losing(owner)),
    () => ChangeRequestStore.confirm(losing(owner), by(owner), listing.id, 2),
    () => ChangeRequestStore.withdraw(losing(owner), by(owner), listing.id, 2),
    () => Decisions.approve(losing(staff), by(staff), which(2), MADE),
    () => Decisions.refuse(losing(staff), by(staff), which(2), "No."),
  ];
  const stored = async () => (await everything(table)).filter(({ kind }) => kind !== "person");
  const before = await stored();

  for (const write of writes) await expect(write()).rejects.toMatchObject({ code: "forbidden" });

  expect(await stored()).toEqual(before);
});
