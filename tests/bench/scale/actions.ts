import * as ListingStore from "@mainstreet/store/listing-store";
import type { CountedChamber } from "./chamber.ts";
import { type Count, dividedBy, taken } from "./counting.ts";

/** What people and the clock do, by name. */
export const ACTIONS = [
  "sign in with a code",
  "register for an event",
  "owner edits a listing",
  "staff save a listing",
  "staff open the console",
  "publish after an edit",
  "late files after an edit",
  "minute of the clock",
  "hour of the clock",
  "first hour of a day",
  "nightly publish",
  "night into a Monday",
  "full publish",
  "nothing due: publisher",
  "page that is not there",
] as const;
export type ActionName = (typeof ACTIONS)[number];

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Medians of several would say no more: what is counted is the same each time. */
const WARM_UP = 2;
const SEVERAL = 20;
const MOST_TICKS = 100_000;

/** Does each action once, after it was done before, and counts what it takes. */
export async function countActions(at: CountedChamber): Promise<ReadonlyMap<ActionName, Count>> {
  const { count, staff, owner, first, clock, publisher } = at;
  const of = (work: () => Promise<unknown>) => taken(count, work);
  const counted = new Map<ActionName, Count>();
  /** Of what is done so often that a little counts, the mean of several. */
  const noteMean = async (name: ActionName, work: () => Promise<unknown>) => {
    const sum = await of(async () => {
      for (let n = 0; n < SEVERAL; n++) await work();
    });
    counted.set(name, dividedBy(sum, SEVERAL));
  };
  const note = async (name: ActionName, work: () => Promise<unknown>) => counted.set(name, await of(work));

  await note("full publish", () => at.publishing(() => publisher.publishAll()));

  const signIn = async () => {
    const asked = await at.ask("POST", "/api/sign-in", { body: { email: "owner@bench.test" } });
    await at.deliver();
    const Cookie = cookieOf(asked.headers);
    await at.ask("POST", "/api/sign-in/code", {
      headers: { Cookie },
      body: { code: lastCode(at, "owner@bench.test") },
    });
  };
  const register = async (n: number) => {
    const email = `guest${n}@bench.test`;
    const path = `/api/mixers/${at.event.slug}/register`;
    const Cookie = cookieOf((await at.ask("GET", path)).headers);
    const registrant = { name: `Guest ${n}`, company: "" };
    const party = { registrant, guests: [], note: "", lookingFor: "", visibility: "attendees" };
    await at.ask("POST", path, { headers: { Cookie }, body: { email, party } });
    await at.deliver();
    await at.ask("POST", `${path}/code`, { headers: { Cookie }, body: { code: lastCode(at, email) } });
    await at.deliver();
  };
  const edit = async (path: string, headers: Readonly<Record<string, string>>, body: object) => {
    const { version } = await ListingStore.get(at.uncounted, first.id);
    await at.ask("PATCH", `${path}${first.id}`, { headers, version, body });
  };
  const publishEdit = () => at.publishing(() => publisher.publish([{ kind: "listing", id: first.id }]));
  for (let n = 0; n <= WARM_UP; n++) {
    await note("sign in with a code", signIn);
    await note("register for an event", () => register(n));
    await note("owner edits a listing", () =>
      edit("/api/account/listings/", owner, { fields: { summary: `By the owner ${n}` } }),
    );
    await note("staff save a listing", () => edit("/api/listings/", staff, { summary: `By staff ${n}` }));
    await note("publish after an edit", publishEdit);
    // An hour later whatever may be late is due.
    clock.ahead += 60 * MINUTE_MS;
    await note("late files after an edit", () => at.publishing(() => publisher.tick()));
  }
  await note("staff open the console", async () => {
    for (const kind of ["members", "listings"]) {
      for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
        const from: string = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
        const { json } = await at.ask("GET", `/api/staff/rows/${kind}${from}`, { headers: staff });
        cursor = json.cursor;
      }
    }
  });
  await note("page that is not there", () => at.miss());

  // Which days a listing is open is written down from one Monday to the next.
  clock.ahead += mondayNoon(Date.now() + clock.ahead) - (Date.now() + clock.ahead);
  await note("night into a Monday", () => at.publishing(() => publisher.nightly()));
  await untilIdle(at);
  clock.ahead += DAY_MS;
  await note("first hour of a day", () => untilIdle(at));
  await note("nightly publish", () => at.publishing(() => publisher.nightly()));
  await publisher.tick();
  await noteMean("nothing due: publisher", () => at.publishing(() => publisher.tick()));
  await note("hour of the clock", () => at.hourly());
  await at.tick();
  await noteMean("minute of the clock", () => at.tick());
  return counted;
}

/** Ticks until a tick writes nothing any more: the rounds of the day are done. */
async function untilIdle(at: CountedChamber): Promise<void> {
  for (let n = 0; n < MOST_TICKS; n++) {
    const { writes } = at.count;
    await at.tick();
    if (at.count.writes === writes) return;
  }
  throw new Error("The day's rounds do not end.");
}

/** Noon of the Monday after an instant, where the chamber is. */
function mondayNoon(at: number): number {
  const day = new Date(at);
  const until = (8 - day.getUTCDay()) % 7 || 7;
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + until, 17);
}

function lastCode({ sent }: CountedChamber, email: string): string {
  const mail = sent.findLast(({ to, subject }) => to === email && /^\d{6} /.test(subject));
  if (!mail) throw new Error("No code has come.");
  return mail.subject.slice(0, 6);
}

function cookieOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(";", 1).join(""))
    .join("; ");
}
