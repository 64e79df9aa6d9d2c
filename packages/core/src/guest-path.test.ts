import * as fc from "fast-check";
import { expect, test } from "vitest";
import { guestsOf, type Visit } from "./guest-path.ts";

function visit(personKey: string, eventId: string, on: string, company = ""): Visit {
  return {
    personKey,
    eventId,
    title: `Mixer ${eventId}`,
    on,
    name: personKey,
    company,
    email: `${personKey}@example.org`,
  };
}

test("guests are told with what they said last, whoever came most often first", () => {
  const visits = [
    visit("ada", "3", "2026-11-05", "Byron & Co"),
    visit("bea", "2", "2026-10-01"),
    visit("ada", "1", "2026-09-03"),
    visit("cid", "3", "2026-11-05"),
  ];

  const guests = guestsOf(visits, new Set());

  expect(guests.map(({ personKey, visits: count }) => [personKey, count])).toEqual([
    ["ada", 2],
    ["cid", 1],
    ["bea", 1],
  ]);
  expect(guests[0]).toMatchObject({
    company: "Byron & Co",
    first: "2026-09-03",
    last: { eventId: "3", title: "Mixer 3", on: "2026-11-05" },
  });
});

test("whoever belongs to a member is no guest, and one event is one visit", () => {
  const visits = [visit("ada", "1", "2026-09-03"), visit("bea", "1", "2026-09-03"), visit("bea", "1", "2026-09-03")];

  const guests = guestsOf(visits, new Set(["ada"]));

  expect(guests).toMatchObject([{ personKey: "bea", visits: 1 }]);
});

test("in whichever order visits are read, the guests are the same", () => {
  const key = fc.constantFrom("ada", "bea", "cid");
  const some = fc.array(fc.tuple(key, fc.integer({ min: 1, max: 9 })), { maxLength: 20 });
  fc.assert(
    fc.property(some, fc.infiniteStream(fc.nat()), (pairs, dice) => {
      const visits = pairs.map(([who, day]) => visit(who, String(day), `2026-01-0${day}`));
      const shuffled = visits
        .map((each) => ({ each, at: dice.next().value ?? 0 }))
        .sort((a, b) => a.at - b.at)
        .map(({ each }) => each);

      expect(guestsOf(shuffled, new Set(["cid"]))).toEqual(guestsOf(visits, new Set(["cid"])));
    }),
    { numRuns: 50 },
  );
});
