import { ALL_INCLUDED } from "@mainstreet/core/chamber";
import { dateIn, nextMidnight } from "@mainstreet/core/local-date";
import { textOf } from "@mainstreet/functions/publish/site-files";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import * as RenewalStore from "@mainstreet/store/renewal-store";
import { expect, test } from "vitest";
import { contentOf, differing, oracle, place, publisherOf, searched } from "./fixture.ts";
import { at, letters, NOON, SETTINGS, settle, townTable } from "./town.ts";

const SECOND = 1000;
const PAGES = ["members/anker/index.html", "members/bread/index.html"];

/** A site of two members, of whom one has a membership until the chamber's day of `NOON`, or so many days later. */
async function town(zone: string, until: string, graceDays = 0) {
  const renewal = { remindDays: [], graceDays, lapsed: "hide" as const };
  const { table } = await townTable({ ...SETTINGS, zone, renewal });
  const [bread] = await settle(table, [{ name: "Bread" }, { name: "Anker", joined: null }]);
  if (!bread) throw new Error("There are two listings.");
  const clock = { now: NOON };
  const files = place();
  const publisher = publisherOf(table, files, { now: () => clock.now });
  const memberships = [{ id: `msh_${letters(26)}`, level: "member", from: "2020-01-01", until }];
  const member = await MemberStore.update(table, at(NOON), bread.memberId, 1, { memberships });
  await publisher.publishAll();
  return {
    table,
    clock,
    files,
    publisher,
    member,
    bread,
    shown: async () => (await files.site.list("members/")).filter((path) => path.endsWith("index.html")).sort(),
    unlikeAfresh: async () => differing(await contentOf(files.site), await oracle(table, () => clock.now)),
  };
}

/** The files of the site that have some text in them. */
async function naming({ site }: ReturnType<typeof place>, text: RegExp): Promise<string[]> {
  const named = [];
  for (const path of await site.list(""))
    if (text.test(Buffer.from((await site.read(path)) ?? []).toString("latin1"))) named.push(path);
  return named;
}

test.each([
  ["America/New_York", "2026-11-22"],
  ["Pacific/Auckland", "2026-11-23"],
  ["Pacific/Pago_Pago", "2026-11-22"],
])(
  "in %s whoever has lapsed leaves the site as the day after %s begins there, and not a second before",
  async (zone, until) => {
    const { clock, publisher, shown, files, unlikeAfresh } = await town(zone, until);
    const midnight = nextMidnight(zone, clock.now);

    clock.now = midnight - SECOND;
    await publisher.tick();
    const before = await shown();
    clock.now = midnight;
    await publisher.tick();

    expect([before, await shown()]).toEqual([PAGES, [PAGES[0]]]);
    expect((await searched(files.site)).rows.map(({ slug }) => slug)).toEqual(["anker"]);
    expect(await naming(files, /bread/i)).toEqual([]);
    expect(await unlikeAfresh()).toEqual([]);
  },
);

test("a publisher that begins anew after that midnight leaves no file that names them, not even one of before", async () => {
  const { table, clock, publisher, files, bread } = await town("UTC", "2026-11-22");
  await ListingStore.update(table, at(clock.now), bread.id, 1, { summary: "Sourdough", tags: ["sourdough"] });
  await publisher.publish([{ kind: "listing", id: bread.id }]);
  const before = await naming(files, /bread/i);

  clock.now = nextMidnight("UTC", clock.now);
  await publisherOf(table, files, { now: () => clock.now, holder: "another" }).tick();

  expect(before.filter((path) => path.startsWith("s/")).length).toBeGreaterThan(1);
  expect(await naming(files, /bread|sourdough/i)).toEqual([]);
});

test("days of grace keep them for so long; a renewal brings them back at once, and with it their address", async () => {
  const { table, clock, publisher, member, shown, unlikeAfresh } = await town("UTC", "2026-11-22", 2);
  const days: string[][] = [];
  for (let day = 0; day < 3; day++) {
    clock.now = nextMidnight("UTC", clock.now);
    await publisher.tick();
    days.push(await shown());
  }

  await RenewalStore.renew(table, at(clock.now), member.id, member.version, { months: 12 });
  await publisher.publish([{ kind: "member", id: member.id }]);

  expect(days).toEqual([PAGES, PAGES, [PAGES[0]]]);
  expect(await shown()).toEqual(PAGES);
  clock.now += 20 * SECOND;
  await publisher.tick();
  expect(await unlikeAfresh()).toEqual([]);
});

test("a chamber that keeps them shows them all, as soon as it says so", async () => {
  const { table, clock, publisher, shown } = await town("UTC", "2026-01-31");
  const hidden = await shown();

  const { renewal, version } = await ChamberStore.get(table);
  await ChamberStore.update(table, at(clock.now), version, { renewal: { ...renewal, lapsed: "keep" } });
  await publisher.publish([{ kind: "chamber", id: "" }]);

  expect([hidden, await shown()]).toEqual([[PAGES[0]], PAGES]);
});

test.each(["America/New_York", "Pacific/Auckland"])(
  "in %s a deal leaves the site as the day after its last begins there, and not a second before",
  async (zone) => {
    const { table, clock, files, publisher, bread, unlikeAfresh } = await town(zone, "2040-01-01");
    const until = dateIn(zone, clock.now);
    const deals = [
      { title: "Loaf for two", text: "Until we close", until },
      { title: "Free delivery", text: "", until: "2030-12-31" },
    ];
    await ListingStore.update(table, at(clock.now), bread.id, 1, { deals });
    await publisher.publish([{ kind: "listing", id: bread.id }]);
    const seen = async () =>
      textOf((await files.site.read(PAGES[1] ?? "")) ?? new Uint8Array()).match(/Loaf for two|Free delivery/g);

    clock.now = nextMidnight(zone, clock.now) - SECOND;
    await publisher.tick();
    const before = await seen();
    clock.now += SECOND;
    await publisher.tick();

    expect([new Set(before), new Set(await seen())]).toEqual([
      new Set(["Loaf for two", "Free delivery"]),
      new Set(["Free delivery"]),
    ]);
    expect(await unlikeAfresh()).toEqual([]);
    expect((await ListingStore.get(table, bread.id)).deals).toEqual(deals);
  },
);

test("deals leave the site when the level no longer includes them, and come back with one that does", async () => {
  const { table, clock, files, publisher, bread } = await town("UTC", "2040-01-01");
  const deals = [{ title: "Loaf for two", text: "", until: "2030-12-31" }];
  await ListingStore.update(table, at(clock.now), bread.id, 1, { deals });
  await publisher.publish([{ kind: "listing", id: bread.id }]);
  const include = async (isIncluded: boolean) => {
    const { levels, version } = await ChamberStore.get(table);
    const changed = levels.map((level) => ({ ...level, deals: isIncluded }));
    await ChamberStore.update(table, at(clock.now), version, { levels: changed });
    await publisher.publish([{ kind: "chamber", id: "" }]);
    return (await naming(files, /Loaf for two/)).filter((path) => path.endsWith(".html"));
  };

  const [without, again] = [await include(false), await include(true)];

  expect([without, again]).toEqual([[], [PAGES[1]]]);
});

test("photos beyond those that the level includes leave the site with the day on which it holds, and stay stored", async () => {
  const { table, clock, files, publisher, member, bread } = await town("UTC", "2026-11-22", 300);
  const photos = ["a", "b", "c"].map((digit) => ({
    ...{ hash: digit.repeat(32), width: 8, height: 6, widths: [8] },
    alt: `Photo ${digit}`,
  }));
  await table.transact([ListingStore.put({ ...bread, photos, version: 2 }, 1)]);
  const { version } = await ChamberStore.get(table);
  const [plain] = SETTINGS.levels;
  if (!plain) throw new Error("There are two levels.");
  const levels = [
    { ...plain, photos: 3 },
    { ...plain, ...ALL_INCLUDED, id: "basic", name: "Basic", photos: 1 },
  ];
  await ChamberStore.update(table, at(clock.now), version, { levels });
  await RenewalStore.renew(table, at(clock.now), member.id, member.version, { months: 1, level: "basic" });
  const seen = async () => textOf((await files.site.read(PAGES[1] ?? "")) ?? new Uint8Array()).match(/Photo [abc]/g);

  await publisher.publishAll();
  const before = await seen();
  clock.now = nextMidnight("UTC", clock.now);
  await publisher.tick();

  expect([new Set(before), new Set(await seen())]).toEqual([
    new Set(["Photo a", "Photo b", "Photo c"]),
    new Set(["Photo a"]),
  ]);
  expect((await ListingStore.get(table, bread.id)).photos).toHaveLength(3);
});
