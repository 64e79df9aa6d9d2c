import { expect, test } from "vitest";
import { MOST_NAMED, publicGuests } from "./event-guests.ts";
import { cancelled, enqueued, promoted, type Registration } from "./registration.ts";

const CANARY = "kanarie9c2e";

function comes(
  n: number,
  change: { visibility?: "nobody" | "attendees" | "everyone"; name?: string } = {},
): Registration {
  const { visibility = "everyone", name = `Person ${String(n).padStart(3, "0")}` } = change;
  const key = String(n).padStart(26, "0");
  const registrant = { name, company: `Firm ${n}`, email: `${CANARY}-${n}@example.org` };
  const party = {
    registrant,
    guests: [{ name: `Ben ${CANARY}`, company: CANARY }],
    note: CANARY,
    lookingFor: CANARY,
    visibility,
  };
  return promoted(enqueued({ eventId: "evt_1", personKey: key, attempt: key, party }, 0), 1);
}

test("only who has a seat and chose everybody is named, by name and company and nothing else", () => {
  const { place, ...waiting } = comes(1, { name: CANARY });
  const all: Registration[] = [
    comes(2),
    comes(3, { visibility: "attendees", name: CANARY }),
    comes(4, { visibility: "nobody", name: CANARY }),
    { ...waiting, place: "0", status: "waitlisted" },
    cancelled(comes(5, { name: CANARY }), 2),
    comes(6, { name: "Ällin" }),
  ];

  const guests = publicGuests("evt_1", all);

  expect(guests).toEqual({
    id: "evt_1",
    named: [
      { name: "Ällin", company: "Firm 6" },
      { name: "Person 002", company: "Firm 2" },
    ],
    more: 0,
  });
  expect(JSON.stringify(guests)).not.toContain(CANARY);
});

test("past sixty the rest are counted, and the order does not depend on who came first", () => {
  const all = Array.from({ length: MOST_NAMED + 7 }, (_, n) => comes(n));

  const guests = publicGuests("evt_1", all.toReversed());

  expect(guests.named.map(({ name }) => name)).toEqual(
    all.slice(0, MOST_NAMED).map(({ party }) => party.registrant.name),
  );
  expect(guests.more).toBe(7);
  expect(guests).toEqual(publicGuests("evt_1", all));
});
