import { randomUUID } from "node:crypto";
import type { Registration } from "@mainstreet/core/registration";
import { freeSeats, type Seats } from "@mainstreet/core/seats";
import { sleep } from "../../emulator/table.ts";

/** A request and its answer, in milliseconds since the process began. */
type Took = { readonly status: number; readonly began: number; readonly ended: number; readonly took: number };
/** Somebody who came over HTTP: asked for a code, then typed it in. */
export type Guest = { readonly email: string; readonly asked: Took; readonly proved: Took };

const PATIENCE_MS = 120_000;

/** A mail that was sent. */
export type Mailed = { readonly to: string; readonly subject: string };

/** The registration of an event as browsers see it. @param newMails the mails that were sent since it was asked last */
export function openDoor(needs: { site: string; slug: string; newMails: () => readonly Mailed[] }) {
  const { site, slug, newMails } = needs;
  const at = `${site}/api/mixers/${slug}/register`;
  const found = new Map<string, string>();
  let looking: Promise<void> | null = null;

  function look(): void {
    for (const { to, subject } of newMails()) {
      const code = /^(\d{6}) is your code/.exec(subject)?.[1];
      if (code !== undefined) found.set(to, code);
    }
  }

  /** The code that a mailbox got; whoever waits for one looks for all. */
  async function codeOf(email: string): Promise<string> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const code = found.get(email);
      if (code !== undefined) return code;
      if (performance.now() > until) throw new Error(`${email} never got a code.`);
      looking ??= sleep(100)
        .then(look)
        .finally(() => {
          looking = null;
        });
      await looking;
    }
  }

  async function post(url: string, cookie: string, body: object): Promise<Took> {
    const began = performance.now();
    const headers = {
      "Content-Type": "application/json",
      "Idempotency-Key": randomUUID(),
      Cookie: cookie,
      Origin: site,
    };
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    await answer.arrayBuffer();
    const ended = performance.now();
    return { status: answer.status, began, ended, took: ended - began };
  }

  async function ask(email: string, size: number): Promise<{ cookie: string; asked: Took }> {
    const opened = await fetch(at);
    await opened.arrayBuffer();
    const cookie = opened.headers.get("Set-Cookie")?.split(";")[0] ?? "";
    const guests = Array.from({ length: size - 1 }, (_, n) => ({ name: `Guest ${n}`, company: "" }));
    const party = { registrant: { name: email, company: "" }, guests, note: "", lookingFor: "", visibility: "nobody" };
    const asked = await post(at, cookie, { email, party });
    if (asked.status !== 202) throw new Error(`${email} was answered ${asked.status} when asking for a code.`);
    return { cookie, asked };
  }

  async function prove(email: string, cookie: string): Promise<Took> {
    return post(`${at}/code`, cookie, { code: await codeOf(email) });
  }

  /**
   * Lets parties of these sizes come. At once, all have their codes before the first types one in; over a while, each
   * does all of it in turn.
   */
  async function come(sizes: readonly number[], overMs: number): Promise<Guest[]> {
    const people = sizes.map((size, n) => ({ size, email: `${slug}-${n}@rush.example.org` }));
    if (overMs > 0) {
      return Promise.all(
        people.map(async ({ email, size }, n) => {
          await sleep((n * overMs) / people.length);
          const { cookie, asked } = await ask(email, size);
          return { email, asked, proved: await prove(email, cookie) };
        }),
      );
    }
    const asked = await Promise.all(people.map(({ email, size }) => ask(email, size)));
    await Promise.all(people.map(({ email }) => codeOf(email)));
    return Promise.all(
      people.map(async ({ email }, n) => {
        const { cookie = "", asked: first } = asked[n] ?? {};
        if (!first) throw new Error(`${email} did not ask.`);
        return { email, asked: first, proved: await prove(email, cookie) };
      }),
    );
  }

  return { come };
}

/** What became of a rush, and what is wrong with it; `compared` counts the pairs whose order was known. */
export function findings(seats: Seats, all: readonly Registration[], guests: readonly Guest[]) {
  const wrong: string[] = [];
  const sizeOf = (some: readonly Registration[]) => some.reduce((sum, { size }) => sum + size, 0);
  const has = all.filter(({ status }) => status === "confirmed");
  const waits = all
    .filter(({ status }) => status === "waitlisted")
    .sort((a, b) => ((a.place ?? "") < (b.place ?? "") ? -1 : 1));
  const [confirmed, free] = [sizeOf(has), freeSeats(seats)];
  const failed = guests.filter(({ asked, proved }) => asked.status !== 202 || proved.status !== 200);
  if (failed.length > 0)
    wrong.push(`${failed.length} were answered ${failed[0]?.asked.status}, ${failed[0]?.proved.status}`);
  if (all.length !== guests.length) wrong.push(`${all.length} registrations of ${guests.length}`);
  if (confirmed > seats.capacity || confirmed !== seats.taken)
    wrong.push(`${confirmed} have seats, ${seats.taken} counted`);
  const heads = seats.fillGaps ? waits : waits.slice(0, 1);
  if (heads.some(({ size }) => size <= free)) wrong.push(`${free} seats are free, and somebody who waits fits`);

  const times = new Map(guests.map(({ email, proved }) => [email, proved]));
  const timeOf = ({ party }: Registration) => times.get(party.registrant.email) ?? { began: 0, ended: Infinity };
  // Who has a seat stands before all who wait; among each other, where sizes differ, a smaller party may overtake.
  const isStrict = all.every(({ size }) => size === 1);
  const order = [
    ...waits.map((one, i) => ({ ...timeOf(one), rank: i + 1 })),
    ...(isStrict ? has.map((one) => ({ ...timeOf(one), rank: 0 })) : []),
  ];
  let [compared, inverted] = [0, 0];
  for (const first of order) {
    for (const second of order) {
      if (first.ended >= second.began || (first.rank === 0 && second.rank === 0)) continue;
      compared++;
      if (first.rank > second.rank) inverted++;
    }
  }
  if (inverted > 0) wrong.push(`${inverted} pairs are out of order`);
  return { confirmed, waiting: waits.length, wrong, compared };
}
