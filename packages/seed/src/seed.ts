import { type Actor, system } from "@mainstreet/core/actor";
import { newId } from "@mainstreet/core/id";
import type { Listing } from "@mainstreet/core/listing";
import { dateIn } from "@mainstreet/core/local-date";
import type { Member } from "@mainstreet/core/member";
import type { Now, Random } from "@mainstreet/core/needs";
import * as CategoryStore from "@mainstreet/store/category-store";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as EventStore from "@mainstreet/store/event-store";
import type { Keyring } from "@mainstreet/store/keyring";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import * as SeriesStore from "@mainstreet/store/series-store";
import type { Table } from "@mainstreet/store/table";
import type { Write } from "@mainstreet/store/write";
import { CATEGORIES, type Heading } from "./categories.ts";
import { chamberSettings } from "./chamber.ts";
import { listingDraft, memberDraft } from "./character.ts";
import { EVENT_LINES, lastDay } from "./events.ts";
import { inLanes } from "./in-lanes.ts";
import { CHARACTERS } from "./members.ts";
import { seedPeople } from "./people.ts";

const SEED: Actor = system("seed");
const LANES = 8;
const PAGE = 500;

type Needs = {
  readonly now: Now;
  readonly random: Random;
  /** Under another one than the chamber's nobody can sign in. */
  readonly keyring: Keyring;
  /** Told after each thing that is in place how many are, of how many. */
  readonly progress?: (done: number, of: number) => void;
};

type Counts = { chambers: number; categories: number; members: number; listings: number; events: number };

/** How many of each were made, apart from those that were there. */
export type Seeded = Readonly<Counts>;

const PLACES = CHARACTERS.flatMap((character) => character.places.map((place) => ({ character, place })));

type Step = {
  readonly table: Table;
  readonly write: <Result>() => Write<Result>;
  readonly made: Counts;
  readonly inPlace: () => void;
};

/** Whether nobody has set the chamber up yet; also after a seed that was killed, which may then run again. */
export async function isEmpty(table: Table): Promise<boolean> {
  return (await ChamberStore.find(table)) === undefined;
}

/**
 * Puts the made-up chamber into a table. What is there stays as it is: categories are known by their address, members by
 * their name, listings by member, name and town. One seed at a time: two at once would make everybody twice.
 */
export async function seedChamber(table: Table, needs: Needs): Promise<Seeded> {
  const { now, random, keyring, progress } = needs;
  const of =
    CATEGORIES.flatMap((top) => [top, ...top.children]).length +
    CHARACTERS.length +
    PLACES.length +
    EVENT_LINES.length +
    1;
  let done = 0;
  const step: Step = {
    table,
    write: () => ({ actor: SEED, now: now(), random, keyring, remember: null }),
    made: { chambers: 0, categories: 0, members: 0, listings: 0, events: 0 },
    inPlace: () => progress?.(++done, of),
  };
  const [categoryIds, memberIds] = await Promise.all([seedCategories(step), seedMembers(step)]);
  await seedListings(step, categoryIds, memberIds);
  await seedEvents(step, memberIds);
  await seedPeople(table, step.write, memberIds);
  // The chamber comes last: until then the table counts as empty and nothing is published, so a killed seed is taken up.
  await seedSettings(step);
  return step.made;
}

async function seedSettings({ table, write, made, inPlace }: Step): Promise<void> {
  if (await isEmpty(table)) {
    await ChamberStore.create(table, write(), chamberSettings());
    made.chambers++;
  }
  inPlace();
}

/** One after the other: each changes the shape of the tree, and two at once would get in each other's way. */
async function seedCategories({ table, write, made, inPlace }: Step): Promise<ReadonlyMap<string, string>> {
  const found = (await CategoryStore.list(table)).filter(({ status }) => status === "current");
  const ids = new Map(found.map(({ slug, id }) => [slug, id]));
  const place = async (heading: Heading, parentId: string | null) => {
    const { name, slug, schemaType } = heading;
    const id = ids.get(slug) ?? (await CategoryStore.create(table, write(), { name, schemaType, parentId })).id;
    if (!ids.has(slug)) made.categories++;
    ids.set(slug, id);
    inPlace();
    return id;
  };
  for (const { children, ...top } of CATEGORIES) {
    const parentId = await place(top, null);
    for (const child of children) await place(child, parentId);
  }
  return ids;
}

async function seedMembers({ table, write, made, inPlace }: Step): Promise<ReadonlyMap<string, string>> {
  const ids = new Map((await allMembers(table)).map(({ name, id }) => [name, id]));
  await inLanes(CHARACTERS, LANES, async (character) => {
    if (!ids.has(character.name)) {
      const by = write<Member>();
      const today = dateIn(chamberSettings().zone, by.now);
      const draft = memberDraft(character, newId("membership", by.now, by.random), today);
      ids.set(character.name, (await MemberStore.create(table, by, draft)).id);
      made.members++;
    }
    inPlace();
  });
  return ids;
}

async function seedListings(
  { table, write, made, inPlace }: Step,
  categoryIds: ReadonlyMap<string, string>,
  memberIds: ReadonlyMap<string, string>,
): Promise<void> {
  const found = new Set((await allListings(table)).map(keyOf));
  const drafts = PLACES.map(({ character, place }) => ({
    memberId: memberIds.get(character.name) ?? "",
    ...listingDraft(character, place, categoryIds),
  }));
  // Places of one name follow each other in one lane, so that the same one gets the plain address every time.
  const namesakes = [...Map.groupBy(drafts, ({ name }) => name).values()];
  await inLanes(namesakes, LANES, async (group) => {
    for (const { memberId, ...draft } of group) {
      if (!found.has(keyOf({ memberId, ...draft }))) {
        await ListingStore.create(table, write(), memberId, draft);
        made.listings++;
      }
      inPlace();
    }
  });
}

/** The events of the coming months, each at one of its hosts' in turn. Their days are counted from the day of the seed. */
async function seedEvents(
  { table, write, made, inPlace }: Step,
  memberIds: ReadonlyMap<string, string>,
): Promise<void> {
  const known = new Map((await SeriesStore.list(table, SEED)).map((series) => [series.name, series]));
  const venues = Map.groupBy(await allListings(table), ({ memberId }) => memberId);
  for (const { hosts, series: draft } of EVENT_LINES) {
    const from = dateIn(draft.event.zone, write().now);
    const series = known.get(draft.name) ?? (await SeriesStore.create(table, write(), { ...draft, from }));
    const days = { from: series.from, until: lastDay(series.from) };
    made.events += (await SeriesStore.materialise(table, write(), series, days)).length;
    const { events } = await EventStore.list(table, SEED, { limit: PAGE, cursor: null });
    for (const [i, event] of events.filter(({ seriesId }) => seriesId === series.id).entries()) {
      // A seed that was killed has made some without saying who hosts them.
      if (event.hostId !== null) continue;
      const hostId = memberIds.get(hosts[i % hosts.length] ?? "") ?? null;
      const [place] = venues.get(hostId ?? "") ?? [];
      if (place) {
        const { id: listingId, name, address, position } = place;
        const change = { hostId, venue: { listingId, name, address, position, note: "" } };
        await EventStore.update(table, write(), event.id, event.version, change);
      }
    }
    inPlace();
  }
}

function keyOf({ memberId, name, address }: Pick<Listing, "memberId" | "name" | "address">): string {
  return JSON.stringify([memberId, name, address.town]);
}

async function allMembers(table: Table): Promise<Member[]> {
  const all: Member[] = [];
  let cursor: string | null = null;
  do {
    const page = await MemberStore.list(table, SEED, { limit: PAGE, cursor });
    all.push(...page.members);
    cursor = page.cursor;
  } while (cursor !== null);
  return all;
}

async function allListings(table: Table): Promise<Listing[]> {
  const all: Listing[] = [];
  let cursor: string | null = null;
  do {
    const page = await ListingStore.list(table, SEED, { limit: PAGE, cursor });
    all.push(...page.listings);
    cursor = page.cursor;
  } while (cursor !== null);
  return all;
}
