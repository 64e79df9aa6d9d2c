import fc from "fast-check";
import { expect, test } from "vitest";
import { ChamberError } from "./error.ts";
import {
  freeSeats,
  headThatFits,
  isPromoting,
  LARGEST_BATCH,
  newSeats,
  requireOpen,
  Seats,
  type SeatsDraft,
  shardsFor,
  type Waiting,
} from "./seats.ts";

const EVENT = `evt_${"0".repeat(26)}`;
const OPEN_DRAFT: SeatsDraft = {
  status: "open",
  capacity: 10,
  opensAt: 1_000,
  closesAt: 100_000,
  promoteUntil: 200_000,
  startsAt: 300_000,
  openTo: "everyone",
  fillGaps: false,
};
const OPEN = newSeats(EVENT, OPEN_DRAFT);

const list = (...sizes: number[]): Waiting[] =>
  sizes.map((size, n) => ({
    place: String(n).padStart(4, "0"),
    personKey: "",
    attempt: "",
    size,
    passedOver: false,
  }));
const seats = (capacity: number, taken: number, fillGaps = false) => ({ capacity, taken, fillGaps });
const chosen = (...from: Parameters<typeof headThatFits>) =>
  headThatFits(...from).chosen.map(({ place }) => Number(place));

test("the head of the list is taken in strict order, as far as it fits", () => {
  expect(chosen(seats(10, 7), list(1, 1, 1, 1))).toEqual([0, 1, 2]);
  expect(chosen(seats(10, 7), list(2, 2, 1))).toEqual([0]);
  expect(chosen(seats(10, 7), list(4, 1))).toEqual([]);
  expect(chosen(seats(10, 12), list(1))).toEqual([]);
  expect(chosen(seats(10, 0), [])).toEqual([]);
});

test("a party larger than the capacity is passed over, any other holds up those behind it", () => {
  expect(chosen(seats(3, 0), list(4, 1, 5, 2, 1))).toEqual([1, 3]);
  expect(chosen(seats(3, 1), list(3, 1))).toEqual([]);
  expect(chosen(seats(3, 1, true), list(3, 1, 2, 1))).toEqual([1, 3]);
});

test("sixty seats share a partition, and no event has more than sixteen", () => {
  expect([0, 1, 60, 61, 100, 120, 121, 900, 901, 10_000].map(shardsFor)).toEqual([1, 1, 1, 2, 2, 2, 3, 15, 16, 16]);
  expect(Seats.parse(newSeats(EVENT, { ...OPEN_DRAFT, capacity: 10_000 })).shards).toBe(16);
});

test("no batch has more than thirty-three registrations", () => {
  const ones = list(...Array.from({ length: 50 }, () => 1));

  expect(headThatFits(seats(100, 0), ones)).toMatchObject({ chosen: ones.slice(0, LARGEST_BATCH), more: false });
});

test("more of the list is asked for only when it could be of use", () => {
  const more = (...from: Parameters<typeof headThatFits>) => headThatFits(...from).more;

  expect(more(seats(10, 7), list(1, 1))).toBe(true);
  expect(more(seats(10, 7), list(1, 1, 1))).toBe(false);
  expect(more(seats(10, 7), list(1, 3))).toBe(false);
  expect(more(seats(10, 7, true), list(1, 3))).toBe(true);
  expect(more(seats(2, 0), list(3, 3))).toBe(true);
});

test("whatever the list, what is chosen fits, keeps the order and leaves out nobody who could go first", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 60 });
  const some = fc.integer({ min: 0, max: 40 });
  fc.assert(
    fc.property(sizes, some, some, fc.boolean(), (sizes, capacity, taken, fillGaps) => {
      const waiting = list(...sizes);

      const places = chosen(seats(capacity, taken, fillGaps), waiting);

      let free = Math.max(0, capacity - taken);
      const expected: number[] = [];
      for (const [n, size] of sizes.entries()) {
        if (size > capacity) continue;
        if (size > free && !fillGaps) break;
        if (size > free || expected.length === 33) continue;
        expected.push(n);
        free -= size;
      }
      expect(places).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test("seats are given away while the event is open, and not so late that a slow transaction ends after the time", () => {
  const at = (now: number, change: object = {}) => isPromoting({ ...OPEN, ...change }, now);

  expect([at(0), at(189_999), at(190_000), at(250_000)]).toEqual([true, true, false, false]);
  expect([at(0, { status: "closed" }), at(0, { status: "cancelled" })]).toEqual([false, false]);
  expect([freeSeats({ capacity: 3, taken: 1 }), freeSeats({ capacity: 3, taken: 5 })]).toEqual([2, 0]);
});

test("people register from its opening to its closing, in parties that could fit", () => {
  const code = (now: number, size = 1, change: object = {}) => {
    try {
      requireOpen({ ...OPEN, ...change }, size, now);
      return null;
    } catch (error) {
      return error instanceof ChamberError ? error.code : error;
    }
  };

  expect([999, 1_000, 99_999, 100_000].map((now) => code(now))).toEqual(["closed", null, null, "closed"]);
  expect([code(5_000, 10), code(5_000, 11)]).toEqual([null, "full"]);
  expect([code(5_000, 1, { status: "closed" }), code(5_000, 1, { status: "cancelled" })]).toEqual(["closed", "closed"]);
  expect(code(5_000, 1, { taken: 10 })).toBeNull();
});
