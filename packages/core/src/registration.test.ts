import { expect, test } from "vitest";
import { ChamberError } from "./error.ts";
import type { Party } from "./party.ts";
import {
  Attempt,
  cancelled,
  enqueued,
  letIn,
  marked,
  newAttempt,
  placeAt,
  promoted,
  Registration,
  withParty,
} from "./registration.ts";

const NOON = Date.UTC(2026, 10, 22, 12);
const at = (ms: number) => new Date(NOON + ms).toISOString();
const partyOf = (size: number, note = ""): Party => ({
  registrant: { name: "Ann", company: "", email: "ann@example.com" },
  guests: Array.from({ length: size - 1 }, () => ({ name: "Ben", company: "" })),
  note,
  lookingFor: "",
  visibility: "nobody",
});
const waitingOf = (size = 2) =>
  enqueued(
    { eventId: `evt_${"0".repeat(26)}`, personKey: "0".repeat(26), attempt: "1".repeat(26), party: partyOf(size) },
    NOON,
  );
const codeOf = (work: () => unknown) => {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof ChamberError ? error.code : error;
  }
};

test("a registration begins at the end of the waitlist", () => {
  const registration = waitingOf();

  expect(Registration.parse(registration)).toEqual(registration);
  expect(registration).toMatchObject({ status: "waitlisted", size: 2, version: 1, place: `${NOON}#${"1".repeat(26)}` });
  expect(placeAt(NOON - 1, "z") < placeAt(NOON, "0")).toBe(true);
  expect(placeAt(5, "0") < placeAt(40, "0")).toBe(true);
});

test("it is promoted once, and whoever has a seat or has gone is not", () => {
  const confirmed = promoted(marked(waitingOf(), true, NOON), NOON + 5);

  expect(confirmed).toMatchObject({
    status: "confirmed",
    place: null,
    passedOver: false,
    confirmedAt: at(5),
    version: 3,
  });
  expect(codeOf(() => promoted(confirmed, NOON))).toBe("taken");
  expect(codeOf(() => promoted(cancelled(confirmed, NOON), NOON))).toBe("not-found");
  expect(letIn(waitingOf(), NOON)).toMatchObject({ status: "confirmed", override: true, version: 2 });
});

test("it is cancelled from the list or with its seats, once", () => {
  const given = { status: "cancelled", place: null, cancelledAt: at(9) };

  expect(cancelled(waitingOf(), NOON + 9)).toMatchObject(given);
  expect(cancelled(promoted(waitingOf(), NOON), NOON + 9)).toMatchObject(given);
  expect(codeOf(() => cancelled(cancelled(waitingOf(), NOON), NOON))).toBe("not-found");
});

test("on the list a party keeps its place unless it grows", () => {
  const before = waitingOf(3);
  const change = (size: number) => withParty(before, partyOf(size), 5, NOON + 7);

  expect([change(1).place, change(3).place]).toEqual([before.place, before.place]);
  expect(change(4)).toMatchObject({ place: `${NOON + 7}#${"1".repeat(26)}`, size: 4, version: 2 });
  expect(codeOf(() => change(6))).toBe("full");
  expect(codeOf(() => withParty(cancelled(before, NOON), partyOf(1), 5, NOON))).toBe("not-found");
});

test("a party that was passed over is so no longer once it is small enough", () => {
  const before = marked(waitingOf(4), true, NOON);
  const after = (size: number) => withParty(before, partyOf(size), 2, NOON).passedOver;

  expect([after(4), after(3), after(2)]).toEqual([true, true, false]);
});

test("a confirmed party changes in place, whatever its size: seats are counted elsewhere", () => {
  const after = withParty(promoted(waitingOf(2), NOON), partyOf(6, "vegan"), 1, NOON);

  expect(after).toMatchObject({ status: "confirmed", size: 6, place: null, party: { note: "vegan" } });
});

test("an attempt is what its schema takes", () => {
  const attempt = newAttempt(NOON, (length) => new Uint8Array(length).fill(31));

  expect(Attempt.parse(attempt)).toBe(attempt);
  expect(Attempt.safeParse("flw_".concat(attempt)).success).toBe(false);
});
