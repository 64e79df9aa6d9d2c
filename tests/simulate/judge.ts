import { Registration } from "@mainstreet/core/registration";
import { Seats } from "@mainstreet/core/seats";
import { waitingOf } from "@mainstreet/store/registration-items";
import { entityOf } from "@mainstreet/store/write";
import type { Written } from "./memory.ts";
import { plain } from "./plain.ts";

/** What can be wrong with a history, each with what it means to people. */
export type Fault =
  | "counter" // taken is not the number of people confirmed
  | "oversold" // seats were given that were not there
  | "late" // somebody was promoted after promoteUntil, or while registration was closed
  | "list" // waitlist and waiting registrations differ
  | "lost-update" // a write that did not follow from what it replaced
  | "zombie" // an attempt that was cancelled came back
  | "twice" // a person whose registration was replaced while active, or who lost it without asking
  | "mail" // not exactly one mail for a change
  | "answer" // an answer that was never true
  | "order" // a later one was promoted before an earlier one who fits
  | "idle" // at rest, seats are free that the head of the list could have
  | "mark" // at rest, a mark of being passed over that is wrong
  | "error"; // somebody was told of an error that nobody expects

export type Violation = { readonly fault: Fault; readonly text: string };

type State = { readonly registration: Registration; readonly from: number; until: number };
type Place = { readonly place: string; readonly size: number; readonly began: number; acknowledged: number };
type Item = Written["before"];

/**
 * Watches every commit of an event's history, in order, and every answer that somebody got.
 * @param time milliseconds since 1970
 */
export function createJudge(time: () => number) {
  const violations: Violation[] = [];
  const registrations = new Map<string, Registration>();
  const history = new Map<string, State[]>();
  const waiting = new Map<string, Place>();
  const places = new Map<string, { attempt: string; size: number; passedOver: boolean }>();
  const began = new Map<string, number>();
  /** When the request began that got a party the place it was promoted from. */
  const starts = new Map<string, number>();
  const cancelAsked = new Set<string>();
  const gone = new Set<string>();
  const mails = new Map<string, number>();
  let [seats, confirmed, commits] = [null as Seats | null, 0, 0];
  const count = { promoted: 0, batches: 0, cancelled: 0, registered: 0, passedOver: 0 };

  function blame(fault: Fault, text: string): void {
    if (violations.length < 50) violations.push({ fault, text: `${fault}: ${text} (commit ${commits})` });
  }

  /** Notes that a request began: by an attempt, or by the flow that changes one. */
  function begin(id: string): void {
    if (!began.has(id)) began.set(id, time());
  }

  /** Checks that an answer was true at some moment since its request began. */
  function acknowledge(registration: Registration, since: number): void {
    const states = history.get(registration.personKey) ?? [];
    const said = JSON.stringify(Registration.parse(registration));
    const was = states.some((state) => state.until >= since && JSON.stringify(state.registration) === said);
    if (!was) {
      const now = JSON.stringify(states.at(-1)?.registration);
      blame("answer", `${JSON.stringify(registration)} was never true; it is ${now}`);
    }
    const place = waiting.get(registration.attempt);
    if (place && place.place === registration.place && place.size === registration.size) {
      place.acknowledged = Math.min(place.acknowledged, time());
    }
  }

  function commit(writes: readonly Written[]): void {
    commits++;
    const expected = new Set<string>();
    const posted = new Set<string>();
    const promotions: Registration[] = [];
    const before = seats;
    let override = false;
    const touched: Registration[] = [];
    for (const { pk, sk, after } of writes) {
      if (!pk.startsWith("OUT#") || sk === "announcement" || !after) continue;
      const mail = plain(after);
      posted.add(`${pk.slice(4)}/${String(mail.what)}`);
      const key = `${pk}/${sk}`;
      if (mails.has(key)) blame("mail", `${key} was written again`);
      mails.set(key, commits);
      if (String(mail.template).startsWith("event-")) expected.add(`${pk.slice(4)}/${String(mail.what)}`);
    }
    for (const { pk, sk, before, after } of writes) {
      if (/^SEATS#[^#]+$/.test(pk)) seats = seatsWritten(before, after);
      else if (pk.includes("#R#")) {
        const [old, now] = [registrationOf(before), registrationOf(after)];
        if (!now) {
          blame("twice", `${sk} was removed`);
          continue;
        }
        touched.push(now);
        const isNew = old?.attempt !== now.attempt || old.status !== "confirmed";
        override ||= now.override && now.status === "confirmed" && isNew;
        step(old, now, expected, posted, promotions);
      }
    }
    for (const { pk, sk, before, after } of writes) if (pk.includes("#W#")) placed(sk, before, after, posted);
    for (const registration of touched) agree(registration);
    if (!seats) return;
    if (seats.taken !== confirmed) blame("counter", `${seats.taken} taken, ${confirmed} people confirmed`);
    if (before && seats.taken > before.taken && !override && seats.taken > seats.capacity) {
      blame("oversold", `${seats.taken} of ${seats.capacity}`);
    }
    if (promotions.length > 0 && !override) promote(promotions, seats, before ?? seats);
    const [wanted, had] = [[...expected].sort().join(), [...posted].sort().join()];
    if (wanted !== had) blame("mail", `expected ${wanted || "none"}, posted ${had || "none"}`);
  }

  function seatsWritten(old: Item, now: Item): Seats {
    const next = Seats.parse(entityOf(plain(now ?? {})));
    if (old && next.version !== (seats?.version ?? 0) + 1) {
      blame("lost-update", `seats went from version ${seats?.version} to ${next.version}`);
    }
    return next;
  }

  function step(
    old: Registration | undefined,
    now: Registration,
    expected: Set<string>,
    posted: ReadonlySet<string>,
    promotions: Registration[],
  ): void {
    const { personKey, attempt, status } = now;
    const states = history.get(personKey) ?? [];
    const last = states.at(-1);
    if (last) last.until = time();
    states.push({ registration: now, from: time(), until: Number.POSITIVE_INFINITY });
    history.set(personKey, states);
    registrations.set(personKey, now);
    confirmed += (status === "confirmed" ? now.size : 0) - (old?.status === "confirmed" ? old.size : 0);
    if (status !== "cancelled" && gone.has(attempt)) blame("zombie", `${attempt} came back`);
    if (status === "cancelled") gone.add(attempt);
    if (!old || old.attempt !== attempt) {
      if (old && old.status !== "cancelled") blame("twice", `${attempt} replaced ${old.attempt}, ${old.status}`);
      if (now.version !== 1) blame("lost-update", `${attempt} began with version ${now.version}`);
      expected.add(`${attempt}/registered`);
      count.registered++;
      return;
    }
    if (now.version !== old.version + 1)
      blame("lost-update", `${attempt} from version ${old.version} to ${now.version}`);
    if (old.status === "waitlisted" && status === "confirmed") {
      expected.add(`${attempt}/promoted`);
      promotions.push(now);
      return;
    }
    if (old.status !== "cancelled" && status === "cancelled") {
      expected.add(`${attempt}/cancelled`);
      count.cancelled++;
      if (!cancelAsked.has(attempt)) blame("twice", `${attempt} was cancelled, which nobody asked for`);
      return;
    }
    if (old.status !== status) blame("lost-update", `${attempt} from ${old.status} to ${status}`);
    if (JSON.stringify(old.party) !== JSON.stringify(now.party)) {
      const flow = [...posted].find((mail) => mail.endsWith("/changed"));
      expected.add(flow ?? "a mail about a change");
    } else if (now.passedOver && !old.passedOver) {
      expected.add(`${attempt}/passed-over`);
      count.passedOver++;
    }
  }

  function placed(sk: string, before: Item, after: Item, posted: ReadonlySet<string>): void {
    const owner = sk.slice(sk.indexOf("#") + 1);
    const mine = waiting.get(owner);
    if (!after) {
      places.delete(sk);
      if (mine?.place === sk) {
        starts.set(owner, mine.began);
        waiting.delete(owner);
      }
      const left = before && registrations.get(String(plain(before).personKey));
      if (left?.status === "waitlisted" && left.place === sk) blame("list", `${owner} lost its place`);
      return;
    }
    const { attempt, size, passedOver } = waitingOf(plain(after));
    places.set(sk, { attempt, size, passedOver });
    if (mine?.place === sk && mine.size === size) return;
    const flow = [...posted].find((mail) => mail.endsWith("/changed"))?.split("/")[0];
    const since = mine?.place === sk ? mine.began : (began.get(flow ?? attempt) ?? time());
    waiting.set(attempt, { place: sk, size, began: since, acknowledged: Number.POSITIVE_INFINITY });
  }

  /** Whether list and registration say the same. */
  function agree({ status, attempt, place, size, passedOver }: Registration): void {
    const listed = waiting.get(attempt);
    if (status !== "waitlisted") {
      if (listed || place !== null) blame("list", `${attempt} is ${status} and on the list`);
      return;
    }
    const entry = places.get(place ?? "");
    if (listed?.place !== place || entry?.attempt !== attempt || entry.size !== size || entry.passedOver !== passedOver)
      blame("list", `${attempt} waits at ${place} for ${size}, the list says ${JSON.stringify(entry)}`);
  }

  function promote(promotions: readonly Registration[], now: Seats, before: Seats): void {
    count.promoted += promotions.length;
    count.batches++;
    if (before.status !== "open") blame("late", `promoted while ${before.status}`);
    if (time() >= before.promoteUntil) blame("late", `promoted ${time() - before.promoteUntil} ms after the end`);
    const starts = promotions.map(({ attempt, size }) => ({ size, began: startOf(attempt) }));
    const latest = Math.max(...starts.map((one) => one.began));
    const free = Math.max(0, now.capacity - now.taken);
    for (const [attempt, { size, acknowledged, place }] of waiting) {
      if (acknowledged >= latest || size > now.capacity) continue;
      const overtaking = starts.filter((one) => one.began > acknowledged);
      const room = now.fillGaps ? free + overtaking.reduce((sum, one) => sum + one.size, 0) : size;
      if (size <= room) blame("order", `${attempt} at ${place} was overtaken`);
    }
  }

  function startOf(attempt: string): number {
    return starts.get(attempt) ?? began.get(attempt) ?? time();
  }

  /** Notes what only shows once nothing moves any more. */
  function atRest(isPromoting: boolean): void {
    const listed = [...places.values()].map(({ attempt }) => attempt).sort();
    const owed = [...registrations.values()].flatMap((r) => (r.status === "waitlisted" ? [r.attempt] : [])).sort();
    if (listed.join() !== owed.join()) blame("list", `${listed.length} places, ${owed.length} registrations wait`);
    if (!seats || !isPromoting) return;
    const { capacity, taken, fillGaps } = seats;
    const fitting = [...waiting.values()]
      .filter(({ size }) => size <= capacity)
      .sort((a, b) => (a.place < b.place ? -1 : 1));
    const heads = fillGaps ? fitting : fitting.slice(0, 1);
    if (heads.some(({ size }) => size <= capacity - taken)) {
      blame("idle", `${capacity - taken} seats free, ${fitting.length} parties wait`);
    }
    for (const [place, { size, passedOver }] of places)
      if (passedOver !== size > capacity) blame("mark", `${place} for ${size} of ${capacity}: ${passedOver}`);
  }

  return {
    violations,
    count,
    begin,
    acknowledge,
    commit,
    atRest,
    blame,
    askToCancel: (attempt: string) => cancelAsked.add(attempt),
    seats: () => seats,
    registration: (personKey: string) => registrations.get(personKey),
    commits: () => commits,
    waiting: () => waiting.size,
  };
}

function registrationOf(item: Item): Registration | undefined {
  return item && Registration.parse(entityOf(plain(item)));
}
