import { pictureFile } from "@mainstreet/core/picture";
import * as PictureStore from "@mainstreet/store/picture-store";
import { expect, test } from "vitest";
import { startSite } from "./site.ts";

const AT = { street: "12 Main St", extra: "", town: "Kingston", state: "NY", postalCode: "12401" };

async function site() {
  const { ask, pictures, table } = await startSite();
  const member = async (name: string): Promise<string> =>
    (await ask("POST", "/api/members", { body: { name } })).json.id;
  const listing = async (memberId: string, name: string, rest: object = {}) =>
    (await ask("POST", "/api/listings", { body: { memberId, name, address: AT, ...rest } })).json;
  return { ask, pictures, table, member, listing };
}

test("staff are shown what may be twice, the likeliest first, with both sides as they are", async () => {
  const { ask, member, listing } = await site();
  const [one, two] = [await member("Bread Alone Inc"), await member("Bread Alone")];
  const a = await listing(one, "Bread Alone, Inc.", { phone: "845 555 0100" });
  const b = await listing(two, "BREAD ALONE", { phone: "(845) 555-0100" });
  const c = await listing(two, "Bread Allone");
  await listing(two, "Lucky Nails");

  const { status, json } = await ask("GET", "/api/staff/duplicates");

  expect(status).toBe(200);
  const ids = json.pairs.map((pair: { a: { listing: { id: string } }; b: { listing: { id: string } } }) =>
    [pair.a.listing.id, pair.b.listing.id].sort(),
  );
  expect(ids[0]).toEqual([a.id, b.id].sort());
  expect(ids).toContainEqual([b.id, c.id].sort());
  expect(json.total).toBe(3);
  expect(json.pairs[0]).toMatchObject({
    membersDiffer: true,
    a: { listing: { version: 1, phone: expect.stringContaining("845") }, member: { version: 1 } },
    signs: [{ of: "same-name" }, { of: "same-phone" }, { of: "same-address" }],
  });
  expect(json.pairs[0].score).toBeGreaterThanOrEqual(json.pairs[1].score);
});

test("pairs come page by page, each once; a made-up cursor is refused", async () => {
  const { ask, member, listing } = await site();
  const id = await member("Bread Alone");
  for (let i = 0; i < 4; i++) await listing(id, "Bread Alone");
  const names: string[] = [];

  let cursor: string | null = "";
  while (cursor !== null) {
    const { json } = await ask("GET", `/api/staff/duplicates?limit=4${cursor && `&cursor=${cursor}`}`);
    for (const { a, b } of json.pairs) names.push(`${a.listing.id} ${b.listing.id}`);
    cursor = json.cursor;
  }
  const refused = await ask("GET", "/api/staff/duplicates?cursor=nonsense");

  expect(names.length).toBe(6);
  expect(new Set(names).size).toBe(6);
  expect(refused).toMatchObject({ status: 400, json: { code: "malformed" } });
});

test("what staff have told apart, taken off or merged is proposed no more", async () => {
  const { ask, member, listing } = await site();
  const id = await member("Bread Alone");
  const [a, b, c] = [
    await listing(id, "Bread Alone"),
    await listing(id, "Bread Alone"),
    await listing(id, "Bread Alone"),
  ];
  const total = async () => (await ask("GET", "/api/staff/duplicates")).json.total;

  const seen = [await total()];
  await ask("POST", "/api/staff/distinct", { body: { a: b.id, b: a.id } });
  seen.push(await total());
  await ask("DELETE", `/api/staff/distinct/${a.id}/${b.id}`);
  seen.push(await total());
  await ask("DELETE", `/api/listings/${c.id}`, { version: 1 });
  seen.push(await total());
  const body = { into: b.id, intoVersion: 1, take: { phone: "845 555 0100" } };
  const merged = await ask("POST", `/api/listings/${a.id}/merge`, { version: 1, body });
  seen.push(await total());

  expect(seen).toEqual([3, 2, 3, 1, 0]);
  expect(merged).toMatchObject({ status: 200, json: { status: "merged", mergedInto: b.id } });
  expect((await ask("GET", `/api/listings/${b.id}`)).json).toMatchObject({ phone: "845 555 0100", version: 2 });
});

test("what is taken over has to be of the version that was seen", async () => {
  const { ask, member, listing } = await site();
  const id = await member("Bread Alone");
  const [a, b] = [await listing(id, "Bread Alone"), await listing(id, "Bread Alone")];
  const merge = (body: object) => ask("POST", `/api/listings/${a.id}/merge`, { version: 1, body });

  const without = await merge({ into: b.id, take: { phone: "845 555 0100" } });
  const late = await merge({ into: b.id, intoVersion: 7, take: { phone: "845 555 0100" } });

  expect(without).toMatchObject({ status: 422, json: { fields: [{ path: "intoVersion" }] } });
  expect(late).toMatchObject({ status: 412, json: { code: "stale" } });
});

test("photos go over with their files", async () => {
  const { ask, pictures, table, member, listing } = await site();
  const id = await member("Bread Alone");
  const [a, b] = [await listing(id, "Bread Alone"), await listing(id, "Bread Alone")];
  const picture = { hash: "0c".repeat(16), width: 8, height: 6, widths: [8] };
  const at = new Date().toISOString();
  const uploaded = { ...picture, listingId: a.id, uploadedBy: null, uploadedAt: at, lookAt: at, released: false };
  await table.transact([PictureStore.put({ ...uploaded, version: 1 }, null)]);
  const bytes = new Uint8Array([1, 2, 3]);
  await pictures.media.write(`${a.id}/${pictureFile(picture, 8)}`, bytes);

  const photos = [{ ...picture, alt: "The oven" }];
  const merged = await ask("POST", `/api/listings/${a.id}/merge`, {
    version: 1,
    body: { into: b.id, intoVersion: 1, take: { photos } },
  });

  expect(merged.status, merged.text).toBe(200);
  expect((await ask("GET", `/api/listings/${b.id}`)).json.photos).toEqual(photos);
  expect(await pictures.media.read(`${b.id}/${pictureFile(picture, 8)}`)).toEqual(bytes);
});

test("members that differ are merged into one: the other's pages lead where its listings are", async () => {
  const { ask, member, listing } = await site();
  const [old, kept] = [await member("Bread Alone Inc"), await member("Bread Alone")];
  const oven = await listing(old, "Oven");

  const merged = await ask("POST", `/api/members/${old}/merge`, { version: 1, body: { into: kept, intoVersion: 1 } });

  expect(merged).toMatchObject({ status: 200, json: { status: "removed", mergedInto: kept, version: 2 } });
  expect((await ask("GET", `/api/listings/${oven.id}`, { as: "public" })).json).toMatchObject({
    memberId: kept,
    slug: "oven",
  });
});
