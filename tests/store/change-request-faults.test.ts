import type { Actor } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { BLANK } from "@mainstreet/core/listing";
import * as Decisions from "@mainstreet/store/change-request-decisions";
import { pendingOf } from "@mainstreet/store/change-request-items";
import * as ChangeRequestStore from "@mainstreet/store/change-request-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import { listingNoticesPartition } from "@mainstreet/store/mail-keys";
import { expect, test } from "vitest";
import { dice } from "../emulator/fault-layer.ts";
import { by, sleep } from "../emulator/table.ts";
import { badDay, figure, long, written } from "./bad-day.ts";
import { bakery } from "./change-requests.ts";

const ROUNDS = long ? 120 : 4;
const EDITS = 4;
const EXPECTED: readonly string[] = ["stale", "conflict", "not-found"];

test("editors and staff at once on a bad line: nothing that was acknowledged is lost, and nothing is decided unseen", async () => {
  const { table, calm, injected } = await badDay({ seed: 5 });
  const roll = dice(17);
  const total = { acknowledged: 0, refused: 0, approved: 0 };

  for (let round = 0; round < ROUNDS; round++) {
    const { listing, owner, editor, staff } = await emptied(calm, round);
    const versions: number[] = [];
    /** For each name that somebody asked for, which version of the listing it was asked with. */
    const asked = new Map<number, string>();
    const approved: { version: number; name: unknown }[] = [];
    const insist = async (act: () => Promise<void>) => {
      try {
        await act();
        return true;
      } catch (error) {
        if (!(error instanceof ChamberError) || !EXPECTED.includes(error.code)) throw error;
        total.refused++;
        return false;
      }
    };
    const edit = async (actor: Actor, who: string) => {
      for (let done = 0; done < EDITS; ) {
        await sleep(roll() * 5);
        const { listing: seen } = await ChangeRequestStore.get(table, actor, listing.id);
        const name = `${who} ${done}`;
        const change = { name, phone: `845 555 0${round}${done}` };
        const came = await insist(async () => {
          const { version } = await ChangeRequestStore.propose(table, by(actor), listing.id, seen.version, change);
          versions.push(version);
          asked.set(version, name);
        });
        if (came) done++;
      }
    };
    const decide = async () => {
      for (let looks = 0; looks < EDITS * 2; looks++) {
        await sleep(roll() * 8);
        const pending = await pendingOf(table, listing.id);
        if (!pending) continue;
        const which = { listingId: listing.id, version: pending.version };
        await insist(async () => {
          const made = { fields: {}, over: [], reason: "" };
          const { change, version } = await Decisions.approve(table, by(staff), which, made);
          versions.push(version);
          approved.push({ version: pending.version, name: change.fields.name?.after });
          total.approved++;
        });
      }
    };

    await Promise.all([edit(owner, "owner"), edit(editor, "editor"), decide()]);

    const end = await ListingStore.get(calm, listing.id);
    const waits = await pendingOf(calm, listing.id);
    expect(versions.sort((a, b) => a - b)).toEqual(versions.map((_, i) => 2 + i));
    expect(end.version).toBe(1 + versions.length);
    for (const { version, name } of approved) expect(name).toBe(asked.get(version));
    const last = [...asked].sort(([a], [b]) => b - a)[0]?.[1];
    expect(waits ? waits.fields.name?.after : end.name).toBe(last);
    const { items } = await calm.query(listingNoticesPartition(), { index: true });
    const told = items.filter(({ listingId }) => listingId === listing.id);
    expect(new Set(told.map(({ pk, sk }) => `${pk} ${sk}`)).size).toBe(told.length);
    expect(new Set(told.map(({ cause }) => cause)).size).toBe(approved.length);
    total.acknowledged += versions.length;
  }

  expect(injected.conflict + injected.lostReply).toBeGreaterThan(0);
  figure(
    `change requests under faults: ${written(ROUNDS)} rounds, ${written(total.acknowledged)} writes acknowledged, 0 lost, ${written(total.approved)} approved as seen, ${written(total.refused)} shown both values, ${written(injected.conflict)} conflicts and ${written(injected.lostReply)} lost replies injected`,
  );
});

type Scene = Awaited<ReturnType<typeof bakery>>;
let people: Omit<Scene, "listing"> | null = null;

/** A new listing of the one bakery. */
async function emptied(table: Parameters<typeof bakery>[0], round: number): Promise<Scene> {
  people ??= await bakery(table);
  const { member } = people;
  const draft = { ...BLANK, name: `Bread ${round}` };
  return { ...people, listing: await ListingStore.create(table, by(), member.id, draft) };
}
