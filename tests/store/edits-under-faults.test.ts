import { ChamberError } from "@mainstreet/core/error";
import * as Listing from "@mainstreet/core/listing";
import * as Member from "@mainstreet/core/member";
import * as CategoryStore from "@mainstreet/store/category-store";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import type { Table } from "@mainstreet/store/table";
import { afterAll, expect, test } from "vitest";
import { dice, FAULTS } from "../emulator/fault-layer.ts";
import { by, sleep } from "../emulator/table.ts";
import { badDay, figure, long, written } from "./bad-day.ts";

/** Something that several people edit, each of them a field of their own. */
type Shared = {
  readonly read: (table: Table) => Promise<{ readonly version: number }>;
  readonly edits: Readonly<
    Record<string, (table: Table, version: number, text: string) => Promise<{ readonly version: number }>>
  >;
};

async function sharedMember(table: Table, name: string): Promise<Shared> {
  const { id } = await MemberStore.create(table, by(), { ...Member.BLANK, name });
  const edit = (change: (text: string) => Member.MemberChange) => (t: Table, version: number, text: string) =>
    MemberStore.update(t, by(), id, version, change(text));
  return {
    read: (t) => MemberStore.get(t, by().actor, id),
    edits: {
      name: edit((name) => ({ name })),
      contactName: edit((contactName) => ({ contactName })),
      note: edit((note) => ({ note })),
    },
  };
}

async function sharedListing(table: Table, name: string): Promise<Shared> {
  const member = await MemberStore.create(table, by(), { ...Member.BLANK, name });
  const { id } = await ListingStore.create(table, by(), member.id, { ...Listing.BLANK, name });
  const edit = (change: (text: string) => Listing.ListingChange) => (t: Table, version: number, text: string) =>
    ListingStore.update(t, by(), id, version, change(text));
  return {
    read: (t) => ListingStore.get(t, id),
    edits: {
      summary: edit((summary) => ({ summary })),
      hours: edit((hours) => ({ hours })),
      staffNote: edit((staffNote) => ({ staffNote })),
      slug: edit((text) => ({ slug: text.replaceAll(" ", "-") })),
    },
  };
}

async function sharedCategory(table: Table, name: string): Promise<Shared> {
  const { id } = await CategoryStore.create(table, by(), { name, parentId: null, schemaType: "Bakery" });
  return {
    read: (t) => CategoryStore.get(t, id),
    edits: {
      name: (t, version, name) => CategoryStore.update(t, by(), id, version, { name }),
      slug: (t, version, text) => CategoryStore.update(t, by(), id, version, { slug: text.replaceAll(" ", "-") }),
    },
  };
}

async function sharedChamber(): Promise<Shared> {
  const edit = (field: string) => (t: Table, version: number, text: string) =>
    ChamberStore.update(t, by(), version, { [field]: text });
  return {
    read: ChamberStore.get,
    edits: Object.fromEntries(["tagline", "about", "phone", "address"].map((field) => [field, edit(field)])),
  };
}

const KINDS = [
  { kind: "member", share: sharedMember },
  { kind: "listing", share: sharedListing },
  { kind: "category", share: sharedCategory },
  { kind: "chamber", share: sharedChamber },
];
const INTERLEAVINGS = long ? 250 : 4;
const EDITS = 2;
const total = { interleavings: 0, acknowledged: 0, refused: 0, conflicts: 0, lostReplies: 0 };

test.each(KINDS)(
  "of edits of one $kind by several people at once none is lost, whatever the line does",
  async ({ kind, share }) => {
    const { table, calm, injected } = await badDay({ seed: kind.length });
    const roll = dice(kind.charCodeAt(0));
    let [acknowledged, refused] = [0, 0];

    for (let round = 0; round < INTERLEAVINGS; round++) {
      const { read, edits } = await share(calm, `Thing ${round}`);
      const begin = (await read(calm)).version;
      const versions: number[] = [];
      const last: Record<string, string> = {};
      await Promise.all(
        Object.entries(edits).map(async ([field, edit]) => {
          for (let done = 0; done < EDITS; ) {
            await sleep(roll() * 5);
            const { version } = await read(table);
            const text = `${field.toLowerCase()} ${round} ${done}`;
            try {
              versions.push((await edit(table, version, text)).version);
              last[field] = field === "slug" ? text.replaceAll(" ", "-") : text;
              done++;
            } catch (error) {
              if (!(error instanceof ChamberError) || error.code !== "stale") throw error;
              refused++;
            }
          }
        }),
      );

      const end = await read(calm);
      expect(versions.sort((a, b) => a - b)).toEqual(versions.map((_, i) => begin + 1 + i));
      expect(end).toMatchObject({ ...last, version: begin + versions.length });
      acknowledged += versions.length;
    }

    if (long)
      for (const fault of FAULTS) expect([fault, injected[fault]]).toEqual([fault, expect.toSatisfy((n) => n >= 1)]);
    expect(injected.conflict + injected.lostReply).toBeGreaterThan(0);
    total.interleavings += INTERLEAVINGS;
    total.acknowledged += acknowledged;
    total.refused += refused;
    total.conflicts += injected.conflict;
    total.lostReplies += injected.lostReply;
  },
);

afterAll(() => {
  const { interleavings, acknowledged, refused, conflicts, lostReplies } = total;
  figure(
    `edits under faults: ${written(interleavings)} interleavings, 0 lost updates, ${written(conflicts)} conflicts injected, ${written(lostReplies)} lost replies injected, ${written(acknowledged)} edits acknowledged, ${written(refused)} told they were stale`,
  );
});
