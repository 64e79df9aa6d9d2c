import { PUBLIC } from "@mainstreet/core/actor";
import { BLANK as NO_LISTING } from "@mainstreet/core/listing";
import { BLANK, type Member } from "@mainstreet/core/member";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import { expect, test } from "vitest";
import { by, freshTable } from "../emulator/table.ts";

const STAFF = by().actor;

test("a member is read back as it was made, by those who may", async () => {
  const { table } = await freshTable();

  const member = await MemberStore.create(table, by(), { ...BLANK, name: "Bread Alone", note: "secret" });

  expect(await MemberStore.get(table, STAFF, member.id)).toEqual(member);
  await expect(MemberStore.get(table, PUBLIC, member.id)).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(MemberStore.list(table, PUBLIC, { limit: 1, cursor: null })).rejects.toMatchObject({
    code: "unauthenticated",
  });
  await expect(MemberStore.create(table, by<Member>(PUBLIC), { ...BLANK, name: "x" })).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

test("members are listed by name, page by page, whatever their case and accents", async () => {
  const { table } = await freshTable();
  for (const name of ["zoo", "Élan", "bread", "Apple", "eden"])
    await MemberStore.create(table, by(), { ...BLANK, name });

  const first = await MemberStore.list(table, STAFF, { limit: 3, cursor: null });
  const second = await MemberStore.list(table, STAFF, { limit: 3, cursor: first.cursor });

  expect([...first.members, ...second.members].map((m) => m.name)).toEqual(["Apple", "bread", "eden", "Élan", "zoo"]);
  expect(second.cursor).toBeNull();
});

test("a renamed member moves in the list", async () => {
  const { table } = await freshTable();
  const { id } = await MemberStore.create(table, by(), { ...BLANK, name: "Apple" });
  await MemberStore.create(table, by(), { ...BLANK, name: "Bread" });

  await MemberStore.update(table, by(), id, 1, { name: "Cider" });

  const { members } = await MemberStore.list(table, STAFF, { limit: 9, cursor: null });
  expect(members.map((m) => m.name)).toEqual(["Bread", "Cider"]);
});

test("a member is removed and restored, and its listings stay", async () => {
  const { table } = await freshTable();
  const { id } = await MemberStore.create(table, by(), { ...BLANK, name: "Apple" });
  const listing = await ListingStore.create(table, by(), id, { ...NO_LISTING, name: "Apple" });

  const removed = await MemberStore.remove(table, by(), id, 1);
  await expect(ListingStore.create(table, by(), id, { ...NO_LISTING, name: "Pear" })).rejects.toMatchObject({
    code: "invalid",
    fields: [{ path: "memberId" }],
  });
  const restored = await MemberStore.restore(table, by(), id, 2);

  expect([removed.status, restored.status, restored.version]).toEqual(["removed", "current", 3]);
  expect(await ListingStore.get(table, listing.id)).toEqual(listing);
  await expect(MemberStore.remove(table, by(), id, 2)).rejects.toMatchObject({ code: "stale" });
  await expect(
    MemberStore.get(
      table,
      STAFF,
      id.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
    ),
  ).rejects.toMatchObject({ code: "not-found" });
});

test("the listings of one member are told from those of all", async () => {
  const { table } = await freshTable();
  const members = await Promise.all(
    ["Apple", "Bread"].map((name) => MemberStore.create(table, by(), { ...BLANK, name })),
  );
  for (const { id, name } of members) {
    for (const place of ["North", "South"])
      await ListingStore.create(table, by(), id, { ...NO_LISTING, name: `${name} ${place}` });
  }

  const [apple] = members;
  const all = await ListingStore.list(table, STAFF, { limit: 9, cursor: null });
  const apples = await ListingStore.list(table, STAFF, {
    limit: 9,
    cursor: null,
    ...(apple && { memberId: apple.id }),
  });

  expect(all.listings).toHaveLength(4);
  expect(apples.listings.map((l) => l.slug).sort()).toEqual(["apple-north", "apple-south"]);
  await expect(ListingStore.list(table, PUBLIC, { limit: 9, cursor: null })).rejects.toMatchObject({
    code: "unauthenticated",
  });
});
