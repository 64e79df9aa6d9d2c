import * as ListingStore from "@mainstreet/store/listing-store";
import { expect, test } from "vitest";
import { contentOf, differing, inMemory, oracle, place, publisherOf } from "./fixture.ts";
import { Killed, Life, mortalFiles } from "./mortal.ts";
import { PLAIN_WEB, webBuild } from "./plain-web.ts";
import { at, category, HOUR, inTown, NOON, settle, townTable } from "./town.ts";

const now = () => NOON;

async function published() {
  const { table } = await townTable();
  const shops = await category(table, "Shops");
  const categories = [shops.id];
  const listings = await settle(
    table,
    ["Anker", "Bread Alone", "Cole"].map((name) => ({ name, categories, address: inTown("Kingston") })),
  );
  const there = { site: inMemory(), workshop: inMemory() };
  const publisher = publisherOf(table, there, { now });
  await publisher.publishAll("1");
  const [first, second] = listings.map(({ id }) => id);
  if (!first || !second) throw new Error("There are three listings.");
  return { table, there, publisher, first, second };
}

test.each(["first asks for the time", "first asks for the checkpoint", "publishes at once"])(
  "a publisher that finds its copy broken and %s reads the whole table anew",
  async (what) => {
    const { table, there, first } = await published();
    for (const path of await there.workshop.list("source/")) await there.workshop.remove(path);
    await ListingStore.update(table, at(NOON), first, 1, { summary: "Rye" });
    const publisher = publisherOf(table, there, { now });

    if (what.endsWith("time")) await publisher.tick();
    if (what.endsWith("checkpoint")) expect(await publisher.checkpoint()).toBeNull();
    await publisher.publish([{ kind: "listing", id: first }], "2");

    expect(differing(await contentOf(there.site), await oracle(table, now))).toEqual([]);
    expect(await publisherOf(table, there, { now }).checkpoint()).toBe("2");
  },
);

test.each(["lost", "garbled", "of a format to come"])("a site whose state is %s is drawn anew", async (how) => {
  const { table, there, first } = await published();
  const { files } = there.workshop;
  if (how === "lost") files.delete("state.json");
  else files.set("state.json", new TextEncoder().encode(how === "garbled" ? '{"format":' : '{"format":2}'));
  there.site.files.set("members/gone/index.html", new Uint8Array(1));
  const publisher = publisherOf(table, there, { now });

  expect(await publisher.checkpoint()).toBeNull();
  await publisher.publish([{ kind: "listing", id: first }]);

  expect(differing(await contentOf(there.site), await oracle(table, now))).toEqual([]);
});

test("once a local day everything is read and compared, so that what no record told of is mended", async () => {
  const { table, there, first } = await published();
  let time = NOON;
  const clock = () => time;
  const publisher = publisherOf(table, there, { now: clock });
  await ListingStore.update(table, at(NOON), first, 1, { summary: "Rye" });
  there.site.files.set("members/cole/index.html", new TextEncoder().encode("an older page"));

  const sameDay = await publisher.nightly();
  time += 24 * HOUR;
  await publisher.nightly();
  const again = await publisher.nightly();

  expect(sameDay).toEqual({ written: [], removed: [] });
  expect(differing(await contentOf(there.site), await oracle(table, clock))).toEqual([]);
  expect(again).toEqual({ written: [], removed: [] });
});

test("a full publish mends every file of the site that was changed or lost", async () => {
  const { table, there, publisher } = await published();
  const { files } = there.site;
  const whole = new Map(files);
  const mended: string[] = [];
  const unmended: string[] = [];

  for (const [path, bytes] of whole) {
    for (const damage of ["lost", "changed"] as const) {
      if (damage === "lost") files.delete(path);
      else files.set(path, new TextEncoder().encode("damaged"));
      await publisher.publishAll();
      const same = Buffer.compare(files.get(path) ?? new Uint8Array(), bytes) === 0;
      (same ? mended : unmended).push(`${damage} ${path}`);
      files.set(path, bytes);
    }
  }

  expect(unmended).toEqual([]);
  expect(mended).toHaveLength(2 * whole.size);
  expect(differing(await contentOf(there.site), await oracle(table, now))).toEqual([]);
});

test("a full publish of what is there already writes nothing", async () => {
  const { publisher } = await published();

  expect(await publisher.publishAll()).toEqual({ written: [], removed: [] });
});

test("a snapshot that a killed publisher left behind goes with the next full publish that finds it old", async () => {
  const { there, table } = await published();
  there.site.files.set("s/0123456789abcdef.delta", new Uint8Array(1));

  await publisherOf(table, there, { now }).publishAll();
  const soon = await there.site.list("s/");
  await publisherOf(table, there, { now: () => NOON + 49 * HOUR }).tick();

  expect(soon).toContain("s/0123456789abcdef.delta");
  expect(await there.site.list("s/")).not.toContain("s/0123456789abcdef.delta");
});

test("after one failed write nobody goes on writing what was drawn for it", async () => {
  const { table, there, first } = await published();
  let slow = 0;
  const life = new Life(3, "once");
  const site = mortalFiles(there.site, life);
  const publisher = publisherOf(
    table,
    {
      workshop: there.workshop,
      site: {
        ...site,
        async write(path, bytes) {
          if (path.endsWith("card.vcf") || path.endsWith("html")) {
            slow++;
            await new Promise((done) => setTimeout(done, 30));
            slow--;
          }
          await site.write(path, bytes);
        },
      },
    },
    { now, web: webBuild("other", "other") },
  );

  await expect(publisher.publish([{ kind: "listing", id: first }])).rejects.toThrow(Killed);

  expect(slow).toBe(0);
  const before = life.done;
  await new Promise((done) => setTimeout(done, 100));
  expect(life.done).toBe(before);
});

test("the checkpoint may be asked for at any moment of a publish", async () => {
  const { table, there, publisher, first, second } = await published();
  const answers: (string | null)[] = [];

  for (const [n, id] of [first, second].entries()) {
    await ListingStore.update(table, at(NOON), id, 1, { name: `Renamed ${n}` });
    const run = publisher.publish([{ kind: "listing", id }], `${n + 2}`);
    for (let i = 0; i < 20; i++) {
      publisher.checkpoint().then((answer) => answers.push(answer));
      await new Promise((done) => setTimeout(done, 1));
    }
    await run;
  }
  answers.push(await publisher.checkpoint());

  expect(new Set(answers)).toEqual(new Set(["2", "3"]));
  await publisherOf(table, there, { now: () => NOON + 20_000 }).tick();
  expect(differing(await contentOf(there.site), await oracle(table, now))).toEqual([]);
});

test("no page ever links to a listing whose page is not there yet", async () => {
  const { table } = await townTable();
  const [{ memberId = "" } = {}] = await settle(table, [{ name: "Anker", address: inTown("Kingston") }]);
  const there = place();
  const dangling: string[] = [];
  const publisher = publisherOf(table, { ...there, site: { ...there.site, write: watched } }, { now });
  await publisher.publishAll();

  const listing = await settle(table, [{ name: "Bread Alone", address: inTown("Kingston") }]);
  await publisher.publish([...listing.map(({ id }) => ({ kind: "listing" as const, id }))]);

  expect(memberId).not.toBe("");
  expect(await there.site.read("members/bread-alone/index.html")).toBeDefined();
  expect(dangling).toEqual([]);

  async function watched(path: string, bytes: Uint8Array): Promise<void> {
    await new Promise((done) => setTimeout(done, path.startsWith("members/") ? 20 : 1));
    const names = new TextDecoder().decode(bytes).includes('"slug": "bread-alone"');
    if (names && !path.startsWith("members/") && !(await there.site.read("members/bread-alone/index.html"))) {
      dangling.push(path);
    }
    await there.site.write(path, bytes);
  }
});

test("a page that is gone in the same moment as a new web build comes is removed", async () => {
  const { table, there, first } = await published();
  await ListingStore.remove(table, at(NOON), first, 1);
  const web = webBuild("other", "other");

  await publisherOf(table, there, { now, web }).publish([{ kind: "listing", id: first }]);

  const different = differing(await contentOf(there.site), await oracle(table, now, web));
  expect(different).toEqual(["_a/site.js"]);
  expect([...PLAIN_WEB.assets.keys()]).toEqual(different);
});
