import { setTimeout as sleep } from "node:timers/promises";
import type { Publisher } from "@mainstreet/functions/publish/publisher";
import { type SiteFiles, textOf } from "@mainstreet/functions/publish/site-files";
import * as ListingStore from "@mainstreet/store/listing-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { contentOf, differing, inMemory, oracle, publisherOf } from "./fixture.ts";
import { PLAIN_WEB, webBuild } from "./plain-web.ts";
import { at, category, inTown, NOON, settle, townTable } from "./town.ts";

const SECONDS = 1000;
const ROUNDS = process.env.MAINSTREET_LONG === "1" ? 40 : 4;

async function town() {
  const { table, records } = await townTable();
  const shops = await category(table, "Shops");
  const categories = [shops.id];
  const listings = await settle(
    table,
    Array.from({ length: 8 }, (_, i) => ({ name: `Shop ${i}`, categories, address: inTown("Kingston") })),
  );
  return { table, records, ids: listings.map(({ id }) => id), there: { site: inMemory(), workshop: inMemory() } };
}

async function edit(table: Table, id: string, summary: string): Promise<void> {
  const { version } = await ListingStore.get(table, id);
  await ListingStore.update(table, at(NOON), id, version, { summary });
}

/** Files whose writes take a moment, each another one. */
function dawdling(files: SiteFiles, seed: number): SiteFiles {
  let n = seed;
  const pause = () => {
    n = (n * 1103515245 + 12345) % 2 ** 31;
    return sleep(n % 5);
  };
  return {
    ...files,
    write: (path, bytes) => pause().then(() => files.write(path, bytes)),
    remove: (path) => pause().then(() => files.remove(path)),
  };
}

test("two publishers that are both fed everything at once make one site", async () => {
  const { table, records, ids, there } = await town();
  let clock = NOON;
  const two = ["one", "other"].map((holder, i) =>
    publisherOf(
      table,
      { site: dawdling(there.site, i + 1), workshop: there.workshop },
      { now: () => clock, holder, sleep: () => sleep(2) },
    ),
  );
  await Promise.all(two.map((publisher) => publisher.publishAll("0")));

  for (let round = 0; round < ROUNDS; round++) {
    const from = records.length;
    const runs: Promise<unknown>[] = [];
    for (const [i, id] of ids.entries()) {
      await edit(table, id, `${round} ${i}`);
      const news = records.slice(from);
      runs.push(...two.map((publisher) => publisher.publish(i % 2 ? news : news.slice(-1), `${records.length}`)));
    }
    const [gone = ""] = await settle(table, [{ name: `New ${round}` }]).then((all) => all.map(({ id }) => id));
    runs.push(...two.map((publisher) => publisher.publish([{ kind: "listing", id: gone }])));
    await Promise.all(runs);
    clock += 20 * SECONDS;
    await Promise.all(two.map((publisher) => publisher.tick()));
    expect(differing(await contentOf(there.site), await oracle(table, () => clock))).toEqual([]);
  }
});

test("a publisher that only keeps the time sees what another one left behind", async () => {
  const { table, ids, there } = await town();
  const [id = ""] = ids;
  let clock = NOON;
  const keeper = publisherOf(table, there, { now: () => clock, holder: "keeper" });
  await publisherOf(table, there, { now: () => clock, holder: "first" }).publishAll();
  await keeper.tick();
  await edit(table, id, "Rye");
  await publisherOf(table, there, { now: () => clock, holder: "other" }).publish([{ kind: "listing", id }]);

  clock += 20 * SECONDS;
  await keeper.tick();

  expect(differing(await contentOf(there.site), await oracle(table, () => clock))).toEqual([]);
});

/** A publisher that stops for breath when it is about to draw the page of a listing, and wakes at a later time. */
function sleeper(table: Table, there: { site: SiteFiles; workshop: SiteFiles }, slug: string) {
  let clock = NOON;
  const gate = gateOf();
  const written: string[] = [];
  const site: SiteFiles = {
    ...there.site,
    write: async (path, bytes) => {
      written.push(path);
      await there.site.write(path, bytes);
    },
  };
  let slept = false;
  const publisher: Publisher = publisherOf(
    table,
    { site, workshop: there.workshop },
    {
      now: () => clock,
      holder: "sleeper",
      web: {
        ...PLAIN_WEB,
        async renderPage(page, around) {
          const drawn = await PLAIN_WEB.renderPage(page, around);
          if (!slept && page.kind === "listing" && page.slug === slug) {
            slept = true;
            await gate.pass();
          }
          return drawn;
        },
      },
    },
  );
  return {
    publisher,
    asleep: gate.reached,
    written,
    wake(at: number) {
      written.length = 0;
      clock = at;
      gate.open();
    },
  };
}

test("a publisher that was frozen until its lease ran out writes nothing over what came after", async () => {
  const { table, ids, there } = await town();
  const [id = "", other = ""] = ids;
  await publisherOf(table, there, { now: () => NOON }).publishAll();
  await edit(table, id, "old");
  await edit(table, other, "old");
  const frozen = sleeper(table, there, "shop-0");
  const run = frozen.publisher.publish([
    { kind: "listing", id },
    { kind: "listing", id: other },
  ]);
  await frozen.asleep;
  await edit(table, id, "new");
  const later = NOON + 66 * SECONDS;
  await publisherOf(table, there, { now: () => later, holder: "other" }).publish([{ kind: "listing", id }]);
  const after = new Map(there.site.files);

  frozen.wake(later);
  await run;

  const changed = [...after].filter(
    ([path, bytes]) => Buffer.compare(bytes, there.site.files.get(path) ?? bytes) !== 0,
  );
  expect(changed.map(([path]) => path)).toEqual([]);
  expect(frozen.written).toEqual([]);
  await publisherOf(table, there, { now: () => later + 20 * SECONDS, holder: "other" }).tick();
  expect(differing(await contentOf(there.site), await oracle(table, () => later))).toEqual([]);
});

test("a publisher that was frozen for a moment goes on under its own lease", async () => {
  const { table, ids, there } = await town();
  const [id = ""] = ids;
  await publisherOf(table, there, { now: () => NOON }).publishAll();
  await edit(table, id, "new");
  const frozen = sleeper(table, there, "shop-0");
  const run = frozen.publisher.publish([{ kind: "listing", id }]);
  await frozen.asleep;

  frozen.wake(NOON + 50 * SECONDS);

  expect((await run).written).toContain("members/shop-0/index.html");
});

test("while one publisher holds the site another waits for it", async () => {
  const { table, ids, there } = await town();
  const [id = ""] = ids;
  await publisherOf(table, there, { now: () => NOON }).publishAll();
  await edit(table, id, "new");
  const frozen = sleeper(table, there, "shop-0");
  const run = frozen.publisher.publish([{ kind: "listing", id }]);
  await frozen.asleep;
  const order: string[] = [];

  const waiting = publisherOf(table, there, { now: () => NOON, holder: "other" })
    .publish([{ kind: "listing", id }])
    .then(() => order.push("other"));
  await sleep(150);
  order.push("still waiting");
  frozen.wake(NOON);
  await run.then(() => order.push("sleeper"));
  await waiting;

  expect(order).toEqual(["still waiting", "sleeper", "other"]);
});

test("two versions of the web that publish by turns leave the site of the last one", async () => {
  const { table, ids, there } = await town();
  const [id = ""] = ids;
  const now = () => NOON;
  const webs = [PLAIN_WEB, webBuild("other", "other")] as const;
  const [old, young] = webs.map((web, i) => publisherOf(table, there, { now, web, holder: `${i}` }));
  await old?.publishAll();

  for (const [i, publisher] of [young, old, young].entries()) {
    await edit(table, id, `${i}`);
    await publisher?.publish([{ kind: "listing", id }]);
  }

  const late = () => NOON + 49 * 3600 * SECONDS;
  await publisherOf(table, there, { now: late, web: webs[1], holder: "2" }).tick();
  expect(differing(await contentOf(there.site), await oracle(table, late, webs[1]))).toEqual([]);
});

test("a publisher that was frozen on its way to the state does not replace a later one", async () => {
  const { table, ids, there } = await town();
  const [id = ""] = ids;
  await publisherOf(table, there, { now: () => NOON }).publishAll();
  await edit(table, id, "old");
  const gate = gateOf();
  const fences: number[] = [];
  const noted: SiteFiles = {
    ...there.workshop,
    async replace(path, bytes, expected) {
      const replaced = await there.workshop.replace(path, bytes, expected);
      if (replaced) fences.push(JSON.parse(textOf(bytes)).fence);
      return replaced;
    },
  };
  const slow: SiteFiles = {
    ...noted,
    replace: (path, bytes, expected) => gate.pass().then(() => noted.replace(path, bytes, expected)),
  };
  let clock = NOON;
  const run = publisherOf(table, { ...there, workshop: slow }, { now: () => clock, holder: "slow" }).publish([
    { kind: "listing", id },
  ]);
  await gate.reached;
  clock = NOON + 66 * SECONDS;
  await edit(table, id, "new");
  const other = publisherOf(table, { ...there, workshop: noted }, { now: () => clock, holder: "other" });
  await other.publish([{ kind: "listing", id }]);

  gate.open();
  await run;

  expect(fences).toEqual([...fences].sort((a, b) => a - b));
  clock += 20 * SECONDS;
  await other.tick();
  expect(differing(await contentOf(there.site), await oracle(table, () => clock))).toEqual([]);
});

/** A gate that whoever comes by waits at until it is opened. */
function gateOf() {
  let open = () => {};
  const opened = new Promise<void>((done) => {
    open = done;
  });
  let arrive = () => {};
  const reached = new Promise<void>((done) => {
    arrive = done;
  });
  const pass = async () => {
    arrive();
    await opened;
  };
  return { pass, reached, open };
}
