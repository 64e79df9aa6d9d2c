import { expect, test } from "vitest";
import { layoutOf } from "./mapping.ts";
import { readyMade } from "./ready-made.ts";
import { valuesOf } from "./row.ts";

const ROSTER = [
  ..."Member ID,Prefix,First,Middle,Last,Title,Company,Street,Extra,City,State,ZIP,ZIP+4,Phone,Fax,Email".split(","),
];

test("a roster of a U.S. chamber is known by its columns, and names and ZIP codes are joined", () => {
  const [roster, ...others] = readyMade(ROSTER);
  const cells = "17,Dr.,Ada,,Lovelace,CEO,Bread Alone,1 Main St,Suite 2,Kingston,NY,12401,1234,845,846,ada@x.org";

  const values = roster && valuesOf(cells.split(","), layoutOf(roster.mapping, ROSTER));

  expect([roster?.id, others]).toEqual(["us-roster", []]);
  expect(values).toMatchObject({
    externalId: "17",
    contactName: "Dr. Ada Lovelace",
    name: "Bread Alone",
    extra: "Suite 2",
    postalCode: "12401-1234",
    phone: "845",
    contactEmail: "ada@x.org",
  });
  expect(roster?.mapping.columns).toMatchObject({ Title: "ignore", Fax: "ignore" });
});

test.each([
  ["Company Name,Address 1,Address 2,City,State,Zip,Phone,Email,Category,Join Date", ["membership-export"]],
  ["Name,Category,Street,City", ["plain"]],
  ["Firma,Straße,PLZ,Ort", []],
])("a table with the columns %s fits %j, with a name", (line, ids) => {
  const headers = line.split(",");

  const found = readyMade(headers);

  expect(found.map(({ id }) => id)).toEqual(ids);
  for (const { mapping } of found) expect(() => layoutOf(mapping, headers)).not.toThrow();
});
