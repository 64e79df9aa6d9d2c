import * as Chamber from "@mainstreet/core/chamber";
import { ChamberError } from "@mainstreet/core/error";
import type { EventChange } from "@mainstreet/core/event";
import { BLANK_EVENT } from "@mainstreet/core/event-builder";
import * as Listing from "@mainstreet/core/listing";
import { dateIn } from "@mainstreet/core/local-date";
import * as Member from "@mainstreet/core/member";
import type { Publisher } from "@mainstreet/functions/publish/publisher";
import type { WebBuild } from "@mainstreet/functions/publish/web-build";
import * as CategoryStore from "@mainstreet/store/category-store";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as EventStore from "@mainstreet/store/event-store";
import type { Changed } from "@mainstreet/store/keys";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import { taking } from "@mainstreet/store/registration-store";
import * as SeatsStore from "@mainstreet/store/seats-store";
import type { Table } from "@mainstreet/store/table";
import { inMemory, type MemoryFiles, publisherOf } from "./fixture.ts";
import { webBuild } from "./plain-web.ts";
import type { Step } from "./steps.ts";
import { Shards } from "./stream.ts";
import { at, HOUR, inTown, letters, NOON, SETTINGS, SPOTS, SQUARE, townTable } from "./town.ts";

const DAY = 24 * HOUR;
const BUILDS = [webBuild("plain", "site"), webBuild("blue", "site"), webBuild("plain-2", "site-2")] as const;

/** A chamber, its stream and its site, in which steps happen. */
export class World {
  readonly table: Table;
  readonly site: MemoryFiles = inMemory();
  readonly workshop: MemoryFiles = inMemory();
  readonly shards = new Shards();
  readonly #records: Changed[];
  readonly #ids = { member: [] as string[], listing: [] as string[], category: [] as string[], event: [] as string[] };
  #clock = NOON;
  #holder = "one";
  web: WebBuild = BUILDS[0];
  publisher: Publisher;

  private constructor(table: Table, records: Changed[]) {
    this.table = table;
    this.#records = records;
    this.publisher = this.#newPublisher();
  }

  static async begin(): Promise<World> {
    const { table, records } = await townTable();
    const world = new World(table, records);
    // Whoever lapses on the way leaves the site at some midnight, and returns when that is put right.
    await world.take({ do: "chamber", field: 8, on: true });
    for (const name of ["Bakeries", "Books"]) await world.take({ do: "category", name, below: null });
    for (const name of ["Anker", "Anna’s Café", "Zoë & Co"]) {
      await world.take({ do: "list", member: null, name, town: "Kingston", category: 0, spot: 0 });
    }
    await world.publisher.publishAll();
    return world;
  }

  readonly now = (): number => this.#clock;

  #newPublisher(): Publisher {
    const { table, site, workshop, web, now } = this;
    return publisherOf(table, { site, workshop }, { web, now, holder: this.#holder });
  }

  /** Delivers what is still on its way, and gives the files of the whole directory the time they take. */
  async settle(): Promise<void> {
    while (this.shards.waiting > 0)
      for (const shard of [0, 1] as const) await this.#publish(this.shards.take(shard, 3));
    await this.pass(20_000);
  }

  async pass(ms: number): Promise<void> {
    this.#clock += ms;
    await this.publisher.tick();
  }

  /** Does a step. What the store refuses does not happen, as with any caller. */
  async take(step: Step): Promise<void> {
    const before = this.#records.length;
    try {
      await this.#do(step);
    } catch (error) {
      if (!(error instanceof ChamberError)) throw error;
    }
    this.shards.push(this.#records.slice(before));
  }

  async #publish(records: readonly Changed[]): Promise<void> {
    if (records.length > 0) await this.publisher.publish(records);
  }

  #pick(kind: "member" | "listing" | "category" | "event", which: number): string {
    const ids = this.#ids[kind];
    return ids[which % ids.length] ?? "";
  }

  async #do(step: Step): Promise<void> {
    const { table } = this;
    const by = at(this.#clock);
    switch (step.do) {
      case "edit":
        return this.#change(this.#pick("listing", step.which), editOf(step.field, step.word, step.spot, this.#clock));
      case "list": {
        const memberId = step.member === null ? await this.#join(step.name) : this.#pick("member", step.member);
        const categories = step.category === null ? [] : [this.#pick("category", step.category)];
        const address = inTown(step.town, "1 Wall St");
        const position = SPOTS[step.spot] ?? null;
        const draft = { ...Listing.BLANK, name: step.name, categories, address, position };
        const listing = await ListingStore.create(table, by, memberId, draft);
        this.#ids.listing.push(listing.id);
        return;
      }
      case "rename":
        return this.#change(this.#pick("listing", step.which), { name: step.name });
      case "readdress": {
        const listing = await ListingStore.get(table, this.#pick("listing", step.which));
        const former = step.back ? listing.formerSlugs.at(-1) : undefined;
        return this.#change(listing.id, { slug: former ?? `${step.word[0]?.toLowerCase()}-${listing.version}` });
      }
      case "remove": {
        const { id, version } = await ListingStore.get(table, this.#pick("listing", step.which));
        if (step.hide) return this.#change(id, { status: "hidden" });
        await ListingStore.remove(table, by, id, version);
        return;
      }
      case "restore":
        return this.#change(this.#pick("listing", step.which), { status: "published" });
      case "merge": {
        const { id, version } = await ListingStore.get(table, this.#pick("listing", step.which));
        await ListingStore.merge(table, by, id, version, this.#pick("listing", step.into));
        return;
      }
      case "file": {
        const categories = new Set(step.categories.map((which) => this.#pick("category", which)));
        return this.#change(this.#pick("listing", step.which), { categories: [...categories] });
      }
      case "category": {
        const parentId = step.below === null ? null : this.#pick("category", step.below);
        const draft = { name: step.name, parentId, schemaType: "Store" };
        this.#ids.category.push((await CategoryStore.create(table, by, draft)).id);
        return;
      }
      case "recategory": {
        const { id, version } = await CategoryStore.get(table, this.#pick("category", step.which));
        const slug = step.address ? { slug: `c-${version}-${letters(3)}` } : {};
        const moved = step.below === null ? {} : { parentId: this.#pick("category", step.below) };
        await CategoryStore.update(table, by, id, version, { name: step.name, ...slug, ...moved });
        return;
      }
      case "merge-category": {
        const { id, version } = await CategoryStore.get(table, this.#pick("category", step.which));
        await CategoryStore.merge(table, by, id, version, this.#pick("category", step.into));
        return;
      }
      case "remove-category": {
        const { id, version } = await CategoryStore.get(table, this.#pick("category", step.which));
        await CategoryStore.remove(table, by, id, version);
        return;
      }
      case "member": {
        const { id, version } = await MemberStore.get(table, by.actor, this.#pick("member", step.which));
        await (step.back ? MemberStore.restore : MemberStore.remove)(table, by, id, version);
        return;
      }
      case "membership": {
        const { id, version } = await MemberStore.get(table, by.actor, this.#pick("member", step.which));
        const day = (n: number) => dateIn("UTC", this.#clock + n * DAY);
        const until = step.days === null ? null : day(step.from + (step.days % 4));
        const level = step.gold ? "gold" : "member";
        const memberships = [{ id: `msh_${letters(26)}`, level, from: day(step.from), until }];
        await MemberStore.update(table, by, id, version, { memberships, note: "seen" });
        return;
      }
      case "chamber": {
        const { version } = await ChamberStore.get(table);
        await ChamberStore.update(table, by, version, settingOf(step.field, step.on));
        return;
      }
      case "plan": {
        const hostId = step.host === null ? null : this.#pick("member", step.host);
        const listingId = step.venue === null ? null : this.#pick("listing", step.venue);
        const status = step.draft ? "draft" : "published";
        const draft = { ...BLANK_EVENT, ...this.#evening(step.days), title: step.title, hostId, status } as const;
        const event = await EventStore.create(table, by, { ...draft, venue: { ...draft.venue, listingId } });
        this.#ids.event.push(event.id);
        return;
      }
      case "replan": {
        const { id, version } = await EventStore.get(table, this.#pick("event", step.which));
        const hostId = step.host === null ? null : this.#pick("member", step.host);
        const changes: readonly EventChange[] = [
          { title: step.word, status: "published" },
          this.#evening(step.days),
          { hostId },
          { coHostIds: hostId === null ? [] : [hostId] },
          { slug: `${step.word[0]?.toLowerCase()}-${version}` },
          { capacity: 5 + step.which, summary: step.word },
        ];
        await EventStore.update(table, by, id, version, changes[step.field] ?? {});
        return;
      }
      case "call-off": {
        const { id, version } = await EventStore.get(table, this.#pick("event", step.which));
        await EventStore.cancel(table, by, id, version, step.word);
        return;
      }
      case "book": {
        const seats = await SeatsStore.get(table, this.#pick("event", step.which));
        await table.transact([taking(seats, step.seats, this.#clock)]);
        return;
      }
      case "wait":
        return this.pass(step.hours * HOUR);
      case "deliver":
        return this.#publish(this.shards.take(step.shard, step.most));
      case "deliver-again":
        return this.#publish(this.shards.again(step.most));
      case "restart":
        this.#holder = step.other ? letters(8) : this.#holder;
        this.publisher = this.#newPublisher();
        return;
      case "rebuild":
        this.web = BUILDS[step.build] ?? BUILDS[0];
        this.publisher = this.#newPublisher();
        return;
      case "publish-all":
        await this.publisher.publishAll();
        return;
    }
  }

  /** An evening so many days from now. */
  #evening(days: number): { startsAt: string; endsAt: string } {
    const day = dateIn("UTC", this.#clock + days * DAY);
    return { startsAt: `${day}T17:30`, endsAt: `${day}T19:30` };
  }

  async #join(name: string): Promise<string> {
    const from = dateIn("UTC", this.#clock);
    const memberships = [{ id: `msh_${letters(26)}`, level: "gold", from, until: null }];
    const member = await MemberStore.create(this.table, at(this.#clock), { ...Member.BLANK, name, memberships });
    this.#ids.member.push(member.id);
    return member.id;
  }

  async #change(id: string, change: Listing.ListingChange): Promise<void> {
    const { version } = await ListingStore.get(this.table, id);
    await ListingStore.update(this.table, at(this.#clock), id, version, change);
  }
}

function editOf(field: number, word: string, spot: number, now: number): Listing.ListingChange {
  const edits: readonly Listing.ListingChange[] = [
    { summary: `${word}, daily` },
    { description: `${word}\n\nand more` },
    { hours: spot === 0 ? "" : `Mo-Fr 0${spot}:00-15:00` },
    { phone: spot === 0 ? "" : `845-555-010${spot}` },
    { address: inTown(spot % 2 === 0 ? "Rhinebeck" : word, `${spot} Main St`) },
    { position: SPOTS[spot] ?? null },
    { tags: [word, "local"] },
    { email: `${spot}@example.com`, website: `https://example.com/${spot}` },
    { staffNote: word },
    { confirmedOn: dateIn("UTC", now) },
  ];
  return edits[field] ?? {};
}

function settingOf(field: number, on: boolean): Chamber.ChamberChange {
  const settings: readonly Chamber.ChamberChange[] = [
    { accent: on ? "#aa0000" : "#1d5c4d" },
    { name: on ? "The Other Chamber" : SETTINGS.name },
    { region: on ? SQUARE : null },
    { showOutside: on },
    { zone: on ? "Pacific/Auckland" : "America/New_York" },
    { levels: on ? SETTINGS.levels : Chamber.BLANK.levels },
    { about: on ? "Since 1910." : "" },
    { renewal: { remindDays: on ? [7] : [], graceDays: 1, lapsed: on ? "hide" : "keep" } },
    { renewal: { remindDays: [], graceDays: on ? 0 : 3, lapsed: "hide" } },
  ];
  return settings[field] ?? {};
}
