import type { Picture, Sized, UploadedPicture } from "@mainstreet/core/picture";
import { pictureFile } from "@mainstreet/core/picture";
import { HEAD_FILE } from "@mainstreet/functions/publish/snapshot-files";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as PictureStore from "@mainstreet/store/picture-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { contentOf, differing, inMemory, oracle, type Place, place, publisherOf } from "./fixture.ts";
import { webBuild } from "./plain-web.ts";
import { at, HOUR, NOON, settle, townTable } from "./town.ts";

const picture = (digit: string, widths: readonly number[] = [320, 640]): Picture => ({
  hash: digit.repeat(32),
  width: widths.at(-1) ?? 1,
  height: 480,
  widths: [...widths],
  alt: `Picture ${digit}`,
});
const files = ({ hash, widths }: Picture) => widths.map((width) => `media/${hash}-${width}.webp`);

/** Two published listings, and pictures that were uploaded for both. */
async function town() {
  const { table, records } = await townTable();
  const [bakery, cafe] = await settle(table, [{ name: "Bakery" }, { name: "Café" }]);
  if (!bakery || !cafe) throw new Error("Both were made.");
  const media = inMemory();
  const upload = async (listingId: UploadedPicture["listingId"], one: Picture) => {
    const { alt, ...sized } = one;
    const lookAt = new Date(NOON + PictureStore.KEPT_MS).toISOString();
    const stored = { ...sized, listingId, uploadedBy: null, uploadedAt: lookAt, lookAt, released: false, version: 1 };
    await table.transact([PictureStore.put(stored, null)]);
    for (const width of one.widths)
      media.files.set(`${listingId}/${pictureFile(one, width)}`, Buffer.from(`${one.hash} ${width}`));
  };
  const clock = { now: NOON };
  const there = place();
  const log: string[] = [];
  const publisher = publisherOf(table, there, { now: () => clock.now, media });
  await publisher.publishAll();
  const follow = async () => publisher.publish(records.splice(0));
  const change = async (id: string, fields: Parameters<typeof ListingStore.update>[4]) => {
    const { version } = await ListingStore.get(table, id);
    await ListingStore.update(table, at(clock.now), id, version, fields);
    return follow();
  };
  return { table, bakery, cafe, media, upload, clock, there, log, publisher, follow, change };
}

async function inFolder({ site }: Place, prefix: string): Promise<string[]> {
  return (await site.list(prefix)).sort();
}

async function asDrawnAnew(table: Table, there: Place, media: Awaited<ReturnType<typeof town>>["media"], now: number) {
  return differing(await contentOf(there.site), await oracle(table, () => now, undefined, media));
}

test("a picture is on the site before the page that shows it, and nothing that no listing shows is", async () => {
  const { bakery, cafe, upload, there, change, clock, publisher, table, media } = await town();
  for (const digit of ["a", "b", "c"]) await upload(bakery.id, picture(digit));
  await upload(cafe.id, picture("d"));

  const { written } = await change(bakery.id, { logo: picture("a"), photos: [picture("b")] });
  clock.now += 20_000;
  await publisher.tick();

  const shown = [...files(picture("a")), ...files(picture("b"))];
  expect(await inFolder(there, "media/")).toEqual(shown);
  const page = written.indexOf("members/bakery/index.html");
  for (const path of shown) expect(written.indexOf(path)).toBeLessThan(page);
  expect(written.indexOf(shown[0] ?? "")).toBeGreaterThanOrEqual(0);
  expect(await asDrawnAnew(table, there, media, clock.now)).toEqual([]);
});

test("a picture that was taken off stays two days for pages that are open, and comes back when it is shown again", async () => {
  const { bakery, upload, there, change, clock, publisher } = await town();
  for (const digit of ["a", "b"]) await upload(bakery.id, picture(digit));
  await change(bakery.id, { photos: [picture("a"), picture("b")] });
  await change(bakery.id, { photos: [] });
  await change(bakery.id, { photos: [picture("b")] });

  clock.now += 47 * HOUR;
  await publisher.tick();
  const before = await inFolder(there, "media/");
  clock.now += 2 * HOUR;
  await publisher.tick();

  expect(before).toEqual([...files(picture("a")), ...files(picture("b"))]);
  expect(await inFolder(there, "media/")).toEqual(files(picture("b")));
});

test("with a listing go at once its pictures, those that it took off before, and every snapshot that names it", async () => {
  const { table, bakery, cafe, upload, there, change, clock, follow } = await town();
  for (const digit of ["a", "b"]) await upload(bakery.id, picture(digit));
  await upload(cafe.id, picture("c"));
  await change(cafe.id, { photos: [picture("c")] });
  await change(bakery.id, { photos: [picture("a"), picture("b")], phone: "845 555 0199" });
  await change(bakery.id, { photos: [picture("b")] });
  const snapshots = await inFolder(there, "s/");
  const { version } = await ListingStore.get(table, bakery.id);

  await ListingStore.remove(table, at(clock.now), bakery.id, version);
  await follow();

  expect(snapshots.length).toBeGreaterThan(3);
  expect(await inFolder(there, "media/")).toEqual(files(picture("c")));
  const left = await inFolder(there, "s/");
  expect(left).toHaveLength(3);
  expect(left).toContain(HEAD_FILE);
  for (const path of await there.site.list("")) {
    const text = Buffer.from((await there.site.read(path)) ?? []).toString("latin1");
    if (path !== "redirects.json") expect([path, /bakery|555 0199/i.test(text)]).toEqual([path, false]);
  }
});

test("a picture that two listings show stays when one of them leaves", async () => {
  const { bakery, cafe, upload, there, change } = await town();
  for (const { id } of [bakery, cafe]) {
    await upload(id, picture("a"));
    await change(id, { photos: [picture("a")] });
  }

  await change(bakery.id, { status: "hidden" });
  const one = await inFolder(there, "media/");
  await change(cafe.id, { status: "hidden" });

  expect(one).toEqual(files(picture("a")));
  expect(await inFolder(there, "media/")).toEqual([]);
});

test("a full publish mends pictures that were lost, and removes those that nobody knows of", async () => {
  const { bakery, upload, there, change, publisher } = await town();
  await upload(bakery.id, picture("a"));
  await change(bakery.id, { logo: picture("a") });
  const [lost = ""] = files(picture("a"));
  await there.site.remove(lost);
  await there.site.write(files(picture("f"))[0] ?? "", Buffer.from("stray"));

  await publisher.publishAll();

  expect(await inFolder(there, "media/")).toEqual(files(picture("a")));
});

test("a picture whose file is nowhere keeps nobody else's edit from the site", async () => {
  const { bakery, cafe, upload, media, there, change } = await town();
  await upload(bakery.id, picture("a"));
  media.files.clear();

  await change(bakery.id, { logo: picture("a") });
  await change(cafe.id, { summary: "Open late" });

  expect(await inFolder(there, "media/")).toEqual([]);
  expect(Buffer.from((await there.site.read("members/cafe/index.html")) ?? []).toString()).toContain("Open late");
});

test("under a new build of the pages, who leaves takes all snapshots along; with nobody leaving they stay", async () => {
  const { table, bakery, cafe, there, change, clock, media } = await town();
  await change(cafe.id, { summary: "Open late" });
  const before = await inFolder(there, "s/");
  const now = () => clock.now;
  const rebuilt = publisherOf(table, there, { now, media, web: webBuild("new", "new") });
  await rebuilt.publishAll();
  const kept = await inFolder(there, "s/");
  const { version } = await ListingStore.get(table, bakery.id);
  await ListingStore.remove(table, at(clock.now), bakery.id, version);

  await publisherOf(table, there, { now, media, web: webBuild("newer", "newer") }).publishAll();

  for (const path of before) expect(kept).toContain(path);
  expect(await inFolder(there, "s/")).toHaveLength(3);
});

test("of the chamber's logo the smallest file is on the site, as long as the chamber has it and a while after", async () => {
  const { table, upload, there, clock, publisher, media, follow } = await town();
  await upload("chamber", picture("e"));
  const set = async (logo: Sized | null) => {
    const { version } = await ChamberStore.get(table);
    await ChamberStore.update(table, at(clock.now), version, { logo });
    await follow();
  };
  const { alt, ...logo } = picture("e");
  const smallest = files(picture("e")).slice(0, 1);

  await set(logo);
  clock.now += 20_000;
  await publisher.tick();
  const shown = await inFolder(there, "media/");
  const page = Buffer.from((await there.site.read("members/bakery/index.html")) ?? []).toString();
  const unlikeAfresh = await asDrawnAnew(table, there, media, clock.now);
  await set(null);
  const kept = await inFolder(there, "media/");
  clock.now += 49 * HOUR;
  await publisher.tick();

  expect(shown).toEqual(smallest);
  expect(page).toContain(logo.hash);
  expect(unlikeAfresh).toEqual([]);
  expect([kept, await inFolder(there, "media/")]).toEqual([smallest, []]);
});
