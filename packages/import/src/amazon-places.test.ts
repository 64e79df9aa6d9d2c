import { expect, test } from "vitest";
import { amazonPlaces } from "./amazon-places.ts";

const ADDRESS = { street: "1 Main St", extra: "Suite 2", town: "Kingston", state: "NY", postalCode: "12401" };

/** A map service that answers the same to everybody, and what it was asked. */
function service(answer: () => Response) {
  const asked: { url: string; body: unknown }[] = [];
  const send = async (request: Request) => {
    asked.push({ url: request.url, body: await request.json() });
    return answer();
  };
  return { asked, geocode: amazonPlaces({ send, region: "us-east-2", apiKey: "v1.public.secret", country: "US" }) };
}

const found = (PlaceType: string) => () => Response.json({ ResultItems: [{ PlaceType, Position: [-74.01, 41.93] }] });

test.each([
  ["PointAddress", "address"],
  ["InterpolatedAddress", "address"],
  ["PostalCode", "postal-code"],
  ["Locality", "town"],
])("a result that is a %s stands for the %s", async (type, of) => {
  const { geocode, asked } = service(found(type));

  expect(await geocode(ADDRESS)).toEqual({ position: { lat: 41.93, lon: -74.01 }, of });
  expect(asked).toEqual([
    {
      url: "https://places.geo.us-east-2.amazonaws.com/v2/geocode?key=v1.public.secret",
      body: {
        QueryText: "1 Main St, Kingston, NY, 12401",
        MaxResults: 1,
        IntendedUse: "Storage",
        Filter: { IncludeCountries: ["US"] },
      },
    },
  ]);
});

test("what is not found, or only as a whole state, has no place, and nothing is asked about no address", async () => {
  const none = service(() => Response.json({ ResultItems: [] }));
  const state = service(found("Region"));
  const empty = { street: "", extra: "", town: "", state: "", postalCode: "" };

  const answers = [await none.geocode(ADDRESS), await state.geocode(ADDRESS), await none.geocode(empty)];

  expect(answers).toEqual([null, null, null]);
  expect(none.asked).toHaveLength(1);
});

test("a service that fails says so in words, without the key and the address", async () => {
  const denied = service(() => new Response("no", { status: 403 }));
  const broken = service(() => {
    throw new TypeError("fetch failed for ?key=v1.public.secret");
  });

  for (const { geocode } of [denied, broken]) {
    const error = await geocode(ADDRESS).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "busy" });
    expect(JSON.stringify([String(error), String(error instanceof Error && error.cause)])).not.toMatch(
      /secret|Main St/,
    );
  }
});
