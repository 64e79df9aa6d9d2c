import { expect, test } from "vitest";
import { guess, layoutOf, withDefaults } from "./mapping.ts";
import { rowOf, valuesOf } from "./row.ts";

const RULES = {
  levels: [{ id: "member", name: "Member", rank: 0, featured: false, photos: 8, deals: true }],
  country: "US",
  today: "2026-11-22",
};

/** The row that headers and cells make, or its reason. */
function row(cells: Record<string, string>, defaults: Record<string, string> = {}) {
  const headers = Object.keys(cells);
  const mapping = withDefaults(guess(headers), Object.entries(defaults));
  const outcome = rowOf(valuesOf(Object.values(cells), layoutOf(mapping, headers)), RULES);
  if ("reason" in outcome) return outcome.reason;
  return outcome;
}

test("a roster's row joins what it has in parts", () => {
  expect(
    row({
      Company: "ACME  Inc ",
      Prefix: "Dr.",
      First: "Ann",
      Middle: "-",
      Last: "Lee",
      ZIP: "12401",
      "ZIP+4": "0042",
    }),
  ).toMatchObject({
    member: { name: "ACME Inc", contactName: "Dr. Ann Lee" },
    listing: { name: "ACME Inc", address: { postalCode: "12401-0042" } },
    membership: { level: "member", from: "2026-11-22" },
  });
});

test.each([
  ["48,4079", "15,6004", { lat: 48.4079, lon: 15.6004 }],
  ["41.93", "-74.02", { lat: 41.93, lon: -74.02 }],
  ["41.93", "'-74.02", { lat: 41.93, lon: -74.02 }],
  ["0", "0.0", null],
  ["", "", null],
  ["N/A", "-", null],
  ["90", "180", { lat: 90, lon: 180 }],
  ["90.1", "0", "latitude: must be between -90 and 90"],
  ["1", "-180.5", "longitude: must be between -180 and 180"],
  ["", "5", "latitude is empty, but longitude is not"],
  ["5", "null", "longitude is empty, but latitude is not"],
  ["5", "east", "longitude: must be a number such as 15.6004"],
])("latitude %s and longitude %s make %j", (Latitude, Longitude, expected) => {
  const outcome = row({ Name: "A", Latitude, Longitude });

  if (typeof expected === "string") expect(outcome).toBe(expected);
  else expect(outcome).toMatchObject({ listing: { position: expected } });
});

test.each([
  [{ Name: " " }, "name is empty"],
  [{ Name: "x".repeat(121) }, "name: must have at most 120 characters"],
  [{ Name: "A", Website: "not a site" }, "website: must be a web address such as https://example.com"],
  [{ Name: "A", Phone: "call us" }, "phone: must be a phone number"],
  [{ Name: "A", "Public Email": "a@b" }, "public e-mail: must be an e-mail address"],
  [{ Name: "A", "Join Date": "13/13/2020" }, "member since: must be a date such as 2019-05-31"],
  [
    { Name: "A", City: "x".repeat(81), Phone: "1" },
    "town: must have at most 80 characters; phone: must be a phone number",
  ],
  [{ Name: "A", Category: "a;b;c;d;e;f" }, "category: may be at most 5"],
  [{ Name: "A", Category: "x".repeat(61) }, "category: must have at most 60 characters"],
  [{ Name: "A", ID: "x".repeat(201) }, "id: must have at most 200 characters"],
])("%j is refused", (cells: Record<string, string>, reason) => {
  expect(row(cells)).toBe(reason);
});

test.each([
  ["amenity=fast_food", ["Fast food"]],
  ["shop=yes", ["Shop"]],
  ["restaurant", ["Restaurant"]],
  ["Bars & Pubs; Restaurants|bars and pubs", ["bars and pubs", "Restaurants"]],
  ["Food, Drink", ["Food, Drink"]],
  ["", ["Food"]],
])("the category %j names %j", (Category, categories) => {
  expect(row({ Name: "A", Category }, { category: "Food" })).toMatchObject({ categories });
});

test("names keep their case, websites get a scheme, line breaks in an address become blanks", () => {
  expect(row({ Name: "NORMAN'S café", Website: "www.x.at", Address: "1 Main St\nSuite 2" })).toMatchObject({
    listing: { name: "NORMAN'S café", website: "https://www.x.at", address: { street: "1 Main St Suite 2" } },
  });
});

test("an e-mail address is private unless its column says that it is not", () => {
  expect(row({ Name: "A", Email: "a@b.test", "Public Email": "shop@b.test" })).toMatchObject({
    member: { contactEmail: "a@b.test" },
    listing: { email: "shop@b.test" },
  });
});

test.each([
  ["2019-05-31", "2019-05-31"],
  ["5/31/2019", "2019-05-31"],
  ["31.5.2019", "2019-05-31"],
  ["2019", "2019-01-01"],
  ["2019-05-31 00:00:00", "2019-05-31"],
])("a member since %s joined on %s", (text, from) => {
  expect(row({ Name: "A", "Member Since": text })).toMatchObject({ membership: { from } });
});

test("one id is one row; without ids a place is its name and address, or its pin where it has no street", () => {
  const identity = (cells: Record<string, string>) => {
    const outcome = row(cells);
    return typeof outcome === "string" ? outcome : outcome.identity;
  };
  const place = { Name: "A", Street: "1 Main St", City: "K", Zip: "1", Lat: "1", Lon: "1" };

  expect(identity({ ID: "1", Name: "A" })).toBe(identity({ ID: "1", Name: "B", City: "X" }));
  expect(identity({ ID: "1", Name: "A" })).not.toBe(identity({ ID: "2", Name: "A" }));
  expect(identity(place)).toBe(identity({ ...place, Lat: "2" }));
  expect(identity({ ...place, Street: "" })).not.toBe(identity({ ...place, Street: "", Lat: "2" }));
  expect(identity({ Name: "+++" })).not.toBe(identity({ Name: "###" }));
});
