import { system } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import * as AuditStore from "@mainstreet/store/audit-store";
import * as Decisions from "@mainstreet/store/change-request-decisions";
import { pendingOf } from "@mainstreet/store/change-request-items";
import * as ChangeRequestStore from "@mainstreet/store/change-request-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { dice } from "../emulator/fault-layer.ts";
import { by, freshTable, sleep } from "../emulator/table.ts";
import { importText } from "../import/helpers.ts";
import { KEYRING } from "../people.ts";
import { figure, long, written } from "./bad-day.ts";
import { bakery, personActor } from "./change-requests.ts";

const ROUNDS = long ? 1000 : 12;
const EDITS = 2;
const EXPECTED: readonly string[] = ["stale", "conflict", "not-found", "busy"];
/** A row of a spreadsheet, which says something new of the same listing each time. */
function sheet(round: number, said: number): string {
  return `id,name,street,town,summary\nr${round},Bread ${round},${said} Main St,Kingston,said ${said}\n`;
}

/** All that the audit tells of a listing, by the versions that it had. */
async function told(table: Table, id: string) {
  const changes: AuditStore.OpenEntry["changes"] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof AuditStore.list>> = await AuditStore.list(table, system("test"), KEYRING, {
      subject: null,
      limit: 100,
      cursor,
    });
    changes.push(...page.entries.flatMap((entry) => entry.changes));
    cursor = page.cursor;
  } while (cursor !== null);
  const own = changes.filter((change) => change.kind === "listing" && change.id === id);
  return own.sort((a, b) => (a.version ?? 0) - (b.version ?? 0));
}

type Field = { readonly before?: unknown; readonly after?: unknown };

/** What a listing is after all that the audit tells of it; of what is empty it tells nothing. */
function replayed(changes: Awaited<ReturnType<typeof told>>): Map<string, unknown> {
  const state = new Map<string, unknown>();
  for (const { fields } of changes) {
    for (const [name, field] of Object.entries(fields)) {
      const { before, after }: Field = field;
      expect([name, state.get(name)]).toEqual([name, toldValue(before)]);
      if (after === undefined) state.delete(name);
      else state.set(name, toldValue(after));
    }
  }
  return state;
}

function toldValue(told: unknown): unknown {
  return typeof told === "object" && told !== null && "value" in told ? told.value : undefined;
}

test("member, staff, approval and import at once: no update is lost, and the audit replays to what stands there", async () => {
  const total = { acknowledged: 0, refused: 0, imported: 0, approved: 0 };
  const roll = dice(20261122);
  let table: Table | null = null;
  let people: Awaited<ReturnType<typeof bakery>> | null = null;

  for (let round = 0; round < ROUNDS; round++) {
    // The whole audit is read for each round: a new table now and then keeps it short.
    if (round % 10 === 0 || !table || !people) {
      ({ table } = await freshTable());
      people = await bakery(table);
    }
    const now = table;
    const { staff } = people;
    await importText(now, sheet(round, 0));
    const { listings } = await ListingStore.list(now, by().actor, { limit: 100, cursor: null });
    const id = listings.find(({ name }) => name === `Bread ${round}`)?.id ?? "";
    const begin = await ListingStore.get(now, id);
    const owner = await personActor(now, `owner${round}@example.org`, { [begin.memberId]: "owner" });
    const last: Record<string, unknown> = {};
    const versions: number[] = [];
    /** Under which version of the listing a name was asked for. */
    const asked = new Map<number, string>();
    const insist = async (act: () => Promise<void>): Promise<boolean> => {
      await sleep(roll() * 6);
      try {
        await act();
        return true;
      } catch (error) {
        if (!(error instanceof ChamberError) || !EXPECTED.includes(error.code)) throw error;
        total.refused++;
        return false;
      }
    };
    const often = async (act: (done: number) => Promise<void>): Promise<void> => {
      for (let done = 0; done < EDITS; ) if (await insist(() => act(done))) done++;
    };

    await Promise.all([
      often(async (done) => {
        const { version } = (await ChangeRequestStore.get(now, owner, id)).listing;
        // The phone is theirs to change; the name waits for staff.
        const change = { phone: `845 555 01${done}${round % 10}`, name: `Bread of ${round}, ${done}` };
        const result = await ChangeRequestStore.propose(now, by(owner), id, version, change);
        versions.push(result.version);
        last.phone = change.phone;
        asked.set(result.version, change.name);
      }),
      often(async (done) => {
        const { version } = await ListingStore.get(now, id);
        const note = { tags: [`t${done}`], hours: `Mo 0${done + 1}:00-09:00` };
        versions.push((await ListingStore.update(now, by(staff), id, version, note)).version);
        Object.assign(last, note);
      }),
      (async () => {
        for (let isLast = false; !isLast; ) {
          // Once more after the member has asked for all it will.
          isLast = asked.size === EDITS;
          await insist(async () => {
            const pending = await pendingOf(now, id);
            if (!pending) return;
            const made = { fields: {}, over: [], reason: "" };
            const which = { listingId: id, version: pending.version };
            const decision = await Decisions.approve(now, by(staff), which, made);
            versions.push(decision.version);
            last.name = asked.get(pending.version);
            total.approved++;
          });
        }
      })(),
      often(async (done) => {
        const { report } = await importText(now, sheet(round, 1 + done));
        expect(report.rejected).toBe(0);
        total.imported += report.changed;
        last.summary = `said ${1 + done}`;
      }),
    ]);

    const end = await ListingStore.get(now, id);
    const changes = await told(now, id);
    const state = replayed(changes);
    expect(new Set(versions).size).toBe(versions.length);
    expect(end).toMatchObject(last);
    expect(end.address.street).toBe(`${EDITS} Main St`);
    for (const name of [
      "name",
      "phone",
      "website",
      "tags",
      "hours",
      "summary",
      "address",
      "categories",
      "status",
    ] as const)
      expect([name, state.get(name) ?? ""]).toEqual([name, isEmpty(end[name]) ? "" : end[name]]);
    expect(changes.at(-1)?.version).toBeLessThanOrEqual(end.version);
    total.acknowledged += versions.length;
  }

  figure(
    `interleavings of member, staff, approval and import: ${written(ROUNDS)}, ${written(total.acknowledged)} writes and ${written(total.imported)} imported changes acknowledged, ${written(total.approved)} approved, 0 lost, ${written(total.refused)} shown that they were late, the audit replayed each time`,
  );
  expect(total.refused).toBeGreaterThan(0);
  expect(total.approved).toBeGreaterThan(0);
});

function isEmpty(value: unknown): boolean {
  return value === "" || value === null || (Array.isArray(value) && value.length === 0);
}
