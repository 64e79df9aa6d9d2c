import fc from "fast-check";
import { expect, test } from "vitest";
import { OWN_FIELDS, Rule, type Rules } from "./approval.ts";
import { applied } from "./change.ts";
import { afterOf, Diff, diffOf, divided, fieldsOf, waitingAfter } from "./change-request.ts";
import type { Deal } from "./deal.ts";
import { BLANK } from "./listing.ts";

const OWN = { ...BLANK, name: "Bread Alone" };
const rulesOfAny: fc.Arbitrary<Rules> = fc.constantFrom(...Rule.options).chain(() =>
  fc.record({
    ...{ name: rule(), summary: rule(), description: rule(), categories: rule(), tags: rule(), address: rule() },
    ...{ position: rule(), phone: rule(), email: rule(), website: rule(), hours: rule(), zone: rule() },
    ...{ logo: rule(), photos: rule(), deals: rule() },
  }),
);
const change = fc.record(
  {
    name: fc.constantFrom("Bread Alone", "Bread", "Bread & Co"),
    summary: fc.constantFrom("", "Sourdough"),
    tags: fc.constantFrom<string[]>([], ["bread"]),
    position: fc.constantFrom(null, { lat: 41.9, lon: -74 }),
    phone: fc.constantFrom("", "845 555 0100"),
    hours: fc.constantFrom("", "24/7"),
    zone: fc.constantFrom(null, "Europe/Berlin"),
    deals: fc.constantFrom<Deal[]>([], [{ title: "Two for one", text: "", until: "2026-12-31" }]),
  },
  { requiredKeys: [] },
);

function rule() {
  return fc.constantFrom(...Rule.options);
}

test("a diff names the fields that differ, with both values, null among them", () => {
  const position = { lat: 41.9, lon: -74 };

  const fields = diffOf({ ...OWN, position }, { name: "Bread Alone", phone: "845 555 0100", position: null });

  expect(fields).toEqual({
    phone: { before: "", after: "845 555 0100" },
    position: { before: position, after: null },
  });
  expect(Diff.parse(fields)).toEqual(fields);
});

test("each field of a change goes one way only, the way of its rule", () => {
  fc.assert(
    fc.property(change, rulesOfAny, (asked, rules) => {
      const fields = diffOf(OWN, asked);

      const { now, shown, waiting } = divided(fields, rules);

      expect([...fieldsOf(now), ...fieldsOf(waiting)].sort()).toEqual(fieldsOf(fields).sort());
      for (const field of fieldsOf(now)) expect(rules[field]).not.toBe("staff");
      for (const field of fieldsOf(waiting)) expect(rules[field]).toBe("staff");
      expect(fieldsOf(shown)).toEqual(fieldsOf(now).filter((field) => rules[field] === "auto"));
    }),
  );
});

test("what was asked for last is what comes of it once all is approved", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), rulesOfAny, (changes, rules) => {
      let [listing, waits] = [OWN, {}];
      for (const asked of changes) {
        const { now, waiting } = divided(diffOf(listing, asked), rules);
        const named = OWN_FIELDS.filter((field) => field in asked);
        waits = waitingAfter(waits, named, waiting);
        listing = applied(listing, afterOf(now));
      }

      const approved = applied(listing, afterOf(waits));

      expect(approved).toEqual(changes.reduce((own, asked) => applied(own, asked), OWN));
    }),
  );
});

test("to ask for what stands takes back what waits of that field, and of no other", () => {
  const waited = diffOf(OWN, { name: "Bread", position: { lat: 41.9, lon: -74 } });

  expect(waitingAfter(waited, ["name"], {})).toEqual({ position: waited.position });
  expect(waitingAfter(waited, ["hours"], {})).toEqual(waited);
});
