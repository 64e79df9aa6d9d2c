import { sweepPictures } from "@mainstreet/functions/tick/sweep-pictures";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as PictureStore from "@mainstreet/store/picture-store";
import { forget, listDue, release } from "@mainstreet/store/picture-sweep";
import sharp from "sharp";
import { expect, test } from "vitest";
import { type Members, startMembers } from "../api/approval-town.ts";
import { type Answer, type Ask, everything, type Json } from "../api/site.ts";
import { by } from "../emulator/table.ts";
import { photo, plainPng } from "../photo.ts";

const HOUR = 60 * 60 * 1000;
const MB = 1024 * 1024;
const JPEG = { "Content-Type": "image/jpeg" };
const SCRIPT = "<script>alert('kanarie')</script>";
const SVG = `<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`;

const world = await startMembers();

function send({ site, path, owner }: Members, bytes: BodyInit, ask: { type?: string; as?: Json; path?: string } = {}) {
  const { type = "image/jpeg", as = owner.asks } = ask;
  const headers = { ...as.headers, "Content-Type": type };
  return site.ask("POST", `${ask.path ?? path}/pictures`, { ...as, headers, raw: bytes });
}

/** Everything that lies anywhere, as text. */
async function lying({ site }: Members): Promise<string> {
  const { quarantine, media } = site.pictures;
  await site.publish();
  const { files } = await site.copy();
  return [...quarantine.files, ...media.files, ...files]
    .map(([path, bytes]) => `${path} ${Buffer.from(bytes).toString("latin1")}`)
    .join("\n");
}

test.each<[string, () => Promise<BodyInit> | BodyInit, number, string, string?]>([
  ["an SVG with a script", () => SVG, 415, "unsupported-type", "image/svg+xml"],
  ["an SVG that is said to be a PNG", () => SVG, 415, "unsupported-type", "image/png"],
  ["a page that is said to be a JPEG", () => `<!doctype html>${SCRIPT}`, 415, "unsupported-type"],
  ["a page with the name of a kind in front", () => `GIF89a=1;${SCRIPT}`, 415, "unsupported-type"],
  ["a picture of 30,000 × 30,000 pixels", () => plainPng(30_000, 30_000, 1), 422, "invalid", "image/png"],
  ["no byte at all", () => new Uint8Array(), 415, "unsupported-type"],
  ["one byte more than there may be", () => new Uint8Array(5 * MB + 1), 413, "too-large"],
  ["half a JPEG", async () => (await photo().jpeg().toBuffer()).subarray(0, 9_000), 422, "invalid"],
  ["a HEIC picture", () => "\0\0\0\x18ftypheic\0\0\0\0mif1heic", 415, "unsupported-type", "image/heic"],
])("T16 %s is refused with a reason, and nothing of it stays anywhere", async (_, bytes, status, code, type) => {
  const before = await everything(world.site.table);

  const answer = await send(world, await bytes(), { ...(type && { type }) });

  expect(answer, answer.text).toMatchObject({ status, json: { code, detail: expect.stringMatching(/\.$/) } });
  if (type === "image/png" && code === "invalid") expect(answer.json.detail).toContain("30000 × 30000 pixels");
  expect(await everything(world.site.table)).toEqual(before);
  expect(world.site.pictures.quarantine.files.size).toBe(0);
  expect(world.site.pictures.media.files.size).toBe(0);
  expect(await lying(world)).not.toContain("kanarie");
});

test("T16 of a picture with a script behind it and a place in it, only the pixels are kept", async () => {
  const camera = { IFD0: { Artist: "kanarie" }, IFD3: { GPSLatitude: "41/1 55/1 0/1", GPSLatitudeRef: "N" } };
  const jpeg = await photo(700, 500).withExif(camera).jpeg().toBuffer();
  const polyglot = Buffer.concat([jpeg, Buffer.from(SCRIPT)]);

  const answer = await send(world, polyglot);

  expect(answer, answer.text).toMatchObject({
    status: 201,
    json: { width: 700, height: 500, widths: [320, 640, 700] },
  });
  expect(polyglot.includes("kanarie")).toBe(true);
  const { media, quarantine } = world.site.pictures;
  expect(quarantine.files.size).toBe(0);
  expect([...media.files.keys()].sort()).toEqual(
    [320, 640, 700].map((width) => `${world.town.bakery}/${answer.json.hash}-${width}.webp`).sort(),
  );
  for (const bytes of media.files.values()) {
    const { format, exif } = await sharp(bytes).metadata();
    expect([format, exif]).toEqual(["webp", undefined]);
  }
  expect(await lying(world)).not.toMatch(/kanarie|script>/);
  // Nobody has put it on a listing.
  expect([...(await world.site.copy()).files.keys()].filter((path) => path.startsWith("media/"))).toEqual([]);
});

test("T16 nobody uploads for somebody else's listing, sees their pictures or puts them on a listing of their own", async () => {
  const members = await startMembers();
  const { site, path, owner, editor, stranger, town, stored } = members;
  const bytes = await photo(400, 300, 2).jpeg().toBuffer();
  const strange = await send(members, bytes, { as: stranger.asks });
  const nobody = await send(members, bytes, { as: { as: "public", headers: {} } });
  const own = await send(members, bytes, { as: editor.asks });
  const picture = { ...own.json, alt: "Bread" };

  const seen = await site.ask("GET", `${path}/pictures/${own.json.hash}`, stranger.asks);
  const shown = await site.ask("GET", `${path}/pictures/${own.json.hash}`, owner.asks);
  const elsewhere = await site.ask("PATCH", `/api/account/listings/${town.cafe}`, {
    ...owner.asks,
    version: 1,
    body: { fields: { logo: picture } },
  });
  const byStaff = await site.ask("PATCH", `/api/listings/${town.cafe}`, { version: 1, body: { photos: [picture] } });

  expect([strange.status, nobody.status, own.status, seen.status, shown.status]).toEqual([404, 401, 201, 404, 200]);
  expect(shown.headers.get("Content-Type")).toBe("image/webp");
  expect(shown.headers.get("Cache-Control")).toBe("no-store");
  expect(shown.headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect([elsewhere.status, byStaff.status]).toEqual([422, 422]);
  expect(elsewhere.json.fields).toEqual([{ path: "logo", message: expect.any(String) }]);
  expect(byStaff.json.fields).toEqual([{ path: "photos.0", message: expect.any(String) }]);
  expect((await stored(town.cafe)).photos).toEqual([]);
});

test("T16 a picture that nobody uploaded, or of another size than it has, is on no listing", async () => {
  const members = await startMembers();
  const { site, path, owner } = members;
  const { json: own } = await send(members, await photo(400, 300, 3).jpeg().toBuffer());
  const name = (logo: Json): Promise<Answer> =>
    site.ask("PATCH", path, { ...owner.asks, version: 1, body: { fields: { logo } } });

  const answers = await Promise.all([
    name({ ...own, alt: "", hash: "f".repeat(32) }),
    name({ ...own, alt: "", width: own.width + 1 }),
    name({ ...own, alt: "", widths: [...own.widths, 1280] }),
    name({ ...own, alt: "", hash: "../../../../etc/passwd" }),
    name({ ...own, alt: "", url: "https://elsewhere.example/tracker.gif" }),
  ]);

  expect(answers.map(({ status, json }) => [status, json.code])).toEqual(Array(5).fill([422, "invalid"]));
  expect(await name({ ...own, alt: "The sign" })).toMatchObject({ status: 200, json: { waiting: ["logo"] } });
});

test("a picture waits for staff like any other field, and is public when they approve", async () => {
  const members = await startMembers();
  const { site, path, owner, town, stored } = members;
  const { json: own } = await send(members, await photo(400, 300, 4).jpeg().toBuffer());
  const logo = { ...own, alt: "Our sign" };
  const media = async () => {
    await site.publish();
    return [...(await site.copy()).files.keys()].filter((file) => file.startsWith("media/"));
  };

  const asked = await site.ask("PATCH", path, {
    ...owner.asks,
    version: 1,
    body: { fields: { logo, photos: [logo] } },
  });
  const before = await media();
  const preview = await site.ask("POST", "/api/preview", {
    ...owner.asks,
    body: { listingId: town.bakery, fields: { logo, photos: [logo] } },
  });
  const changes = await site.ask("POST", `/api/staff/changes/${town.bakery}/approve`, { version: 2, body: {} });

  expect(asked.json.waiting).toEqual(["logo", "photos"]);
  expect(before).toEqual([]);
  expect(preview).toMatchObject({ status: 200, text: expect.stringContaining(own.hash) });
  expect(changes.status, changes.text).toBe(200);
  expect((await stored()).logo).toEqual(logo);
  expect(await media()).toEqual([`media/${own.hash}-320.webp`, `media/${own.hash}-400.webp`]);
  expect((await site.ask("GET", `/api/listings/${town.bakery}`, { as: "public" })).json).toMatchObject({ logo });
});

test("T16 a chamber's logo is what staff have uploaded as such, and no picture of a listing nor one that nobody sent", async () => {
  const members = await startMembers();
  const { site, owner } = members;
  const { table, pictures: places } = site;
  const { pictures, media } = places;
  const bytes = await photo(900, 300, 8).jpeg().toBuffer();
  const upload = (ask: Ask = {}) =>
    site.ask("POST", "/api/staff/chamber/logo", { ...ask, headers: { ...ask.headers, ...JPEG }, raw: bytes });
  const name = async (logo: Json): Promise<Answer> => {
    const { json } = await site.ask("GET", "/api/chamber");
    return site.ask("PATCH", "/api/chamber", { version: json.version, body: { logo } });
  };
  const { json: ofListing } = await send(members, await photo(400, 300, 9).jpeg().toBuffer());
  const byOwner = await upload(owner.asks);
  const notOne = await site.ask("POST", "/api/staff/chamber/logo", { headers: JPEG, raw: "<svg/>" });
  const { status, json: logo } = await upload();
  const hashes = () => [...media.files.keys()].filter((file) => file.startsWith("chamber/")).length;
  const sweepAt = (hours: number) => sweepPictures({ table, pictures, now: () => Date.now() + hours * HOUR });

  const refused = [await name(ofListing), await name({ ...logo, width: 1 }), await name({ ...logo, alt: "Chamber" })];
  const named = await name(logo);
  await sweepAt(49);
  const kept = hashes();
  const shown = (await site.ask("GET", "/api/chamber", { as: "public" })).json.logo;
  const removed = await name(null);
  await sweepAt(100);

  expect([byOwner.status, notOne.status, status]).toEqual([403, 415, 201]);
  expect(refused.map((answer) => answer.status)).toEqual([422, 422, 422]);
  expect([named.status, removed.status, removed.json.logo]).toEqual([200, 200, null]);
  expect(shown).toEqual(logo);
  expect([kept, hashes()]).toEqual([logo.widths.length, 0]);
});

test("a picture that no listing names is gone after two days; what a listing shows, or would like to show, stays", async () => {
  const members = await startMembers();
  const { site, path, owner, stored } = members;
  const { table, pictures: places } = site;
  const { pictures, media } = places;
  const upload = async (seed: number) => (await send(members, await photo(100, 80, seed).jpeg().toBuffer())).json;
  const [shown, waits, loose] = [await upload(5), await upload(6), await upload(7)];
  await ListingStore.update(table, by(), (await stored()).id, 1, { photos: [{ ...shown, alt: "" }] });
  await site.ask("PATCH", path, { ...owner.asks, version: 2, body: { fields: { logo: { ...waits, alt: "" } } } });
  const hashes = () => [...media.files.keys()].map((file) => file.split("/")[1]?.split("-")[0]).sort();
  const sweepAt = (hours: number) => sweepPictures({ table, pictures, now: () => Date.now() + hours * HOUR });

  await sweepAt(47);
  const early = hashes();
  await sweepAt(49);
  const later = hashes();
  const gone = await site.ask("PATCH", path, {
    ...owner.asks,
    version: 3,
    body: { fields: { photos: [{ ...loose, alt: "" }] } },
  });
  await ListingStore.remove(table, by(), (await stored()).id, 3);
  await site.ask("POST", `/api/staff/changes/${(await stored()).id}/refuse`, { version: 3, body: { reason: "Gone" } });
  await sweepAt(100);

  expect(early).toEqual([shown.hash, waits.hash, loose.hash].sort());
  expect(later).toEqual([shown.hash, waits.hash].sort());
  expect(gone).toMatchObject({ status: 422, json: { fields: [{ path: "photos.0" }] } });
  expect(hashes()).toEqual([]);
  expect(
    (await everything(table))
      .filter(({ kind, listingId }) => kind === "picture" && listingId === members.town.bakery)
      .map(({ hash }) => hash),
  ).toEqual([]);
});

test("who names a picture while it is being removed is refused, and who uploads it then comes after", async () => {
  const members = await startMembers();
  const { site, path, owner } = members;
  const { table, pictures: places } = site;
  const bytes = await photo(100, 80, 8).jpeg().toBuffer();
  const { json: own } = await send(members, bytes);
  const later = Date.now() + 49 * HOUR;
  const due = (await listDue(table, later)).find(({ hash }) => hash === own.hash);
  const seenByOther = await PictureStore.find(table, members.town.bakery, own.hash);
  const released = due && (await release(table, due, later));

  const named = await site.ask("PATCH", path, {
    ...owner.asks,
    version: 1,
    body: { fields: { logo: { ...own, alt: "" } } },
  });
  const again = await send(members, bytes);
  if (released) {
    await places.pictures.remove(released.listingId, released);
    await forget(table, released);
  }
  const after = await send(members, bytes);

  expect(seenByOther?.released).toBe(false);
  expect(named.status).toBe(422);
  expect(again).toMatchObject({ status: 503, json: { code: "busy" } });
  expect(after.status).toBe(201);
  expect(places.media.files.has(`${members.town.bakery}/${own.hash}-100.webp`)).toBe(true);
});

test("a picture that is named at the very moment in which it is looked at stays", async () => {
  const members = await startMembers();
  const { site, path, owner } = members;
  const { table } = site;
  const { json: own } = await send(members, await photo(100, 80, 9).jpeg().toBuffer());
  const later = Date.now() + 49 * HOUR;
  const due = (await listDue(table, later)).find(({ hash }) => hash === own.hash);
  if (!due) throw new Error("It is due.");
  const fields = { logo: { ...own, alt: "" } };
  const late = {
    ...table,
    get: async (key: Parameters<typeof table.get>[0]) => {
      const found = await table.get(key);
      // After the last look, before the write.
      if (key.sk === "PENDING") await site.ask("PATCH", path, { ...owner.asks, version: 1, body: { fields } });
      return found;
    },
  };

  const released = await release(late, due, later);

  expect(released).toBeNull();
  expect(await PictureStore.find(table, members.town.bakery, own.hash)).toMatchObject({ released: false });
});

test("twelve pictures sent at once are all taken in turn, and a process that died leaves nothing in quarantine for long", async () => {
  const members = await startMembers();
  const { pictures, quarantine } = members.site.pictures;
  await quarantine.write(`${Date.now() - 2 * HOUR}-dead`, plainPng());
  await quarantine.write(`${Date.now()}-alive`, plainPng());
  const sent = await Promise.all(
    Array.from({ length: 12 }, (_, i) => send(members, plainPng(2 + i, 3), { type: "image/png" })),
  );

  await pictures.clear();

  expect(sent.map(({ status }) => status)).toEqual(Array(12).fill(201));
  expect([...quarantine.files.keys()]).toEqual([expect.stringMatching(/-alive$/)]);
});
