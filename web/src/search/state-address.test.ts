import fc from "fast-check";
import { expect, test } from "vitest";
import { NOTHING, type SearchState } from "./state.ts";
import { addressOf, blockOf, outwards, stateIn } from "./state-address.ts";

const PAGE = "https://example.org/sub/directory/";

const FULL: SearchState = {
  q: "crab & co",
  category: "food-and-drink",
  town: "Red Hook",
  tags: ["wheelchair ramp", "patio"],
  open: true,
  near: { lat: 41.927, lon: -73.997 },
  radius: 8047,
  box: { west: -74.1, south: 41.8, east: -73.9, north: 42 },
  followsMap: false,
  selected: "cafe-zoe",
};

test("a state is written with the names of the API", () => {
  expect(addressOf(PAGE, FULL)).toBe(
    `${PAGE}?q=crab+%26+co&category=food-and-drink&town=Red+Hook&tags=wheelchair+ramp,patio&open=1` +
      "&near=41.927,-73.997&radius=8047&bbox=-74.1,41.8,-73.9,42&selected=cafe-zoe",
  );
});

test("nothing asked leaves no trace, and what others put into the address stays", () => {
  const address = `${PAGE}?utm_source=mail&q=crab&open=1#a-z`;

  expect(addressOf(address, NOTHING)).toBe(`${PAGE}?utm_source=mail#a-z`);
  expect(addressOf(`${PAGE}?q=crab`, NOTHING)).toBe(PAGE);
});

test("every state comes back from its address", () => {
  const degrees = (limit: number) => fc.integer({ min: -limit * 1e4, max: limit * 1e4 }).map((steps) => steps / 1e4);
  const place = fc.record({ lat: degrees(90), lon: degrees(180) });
  const line = fc.string({ maxLength: 60, unit: "binary" }).map((text) => text.trim());
  const slug = fc.constantFrom("", "bakeries", "café-zoë", "food-and-drink", "商店-2");
  const box = fc
    .tuple(degrees(180), degrees(90), degrees(180), degrees(90))
    .filter(([west, south, east, north]) => west !== east && south < north)
    .map(([west, south, east, north]) => ({ west, south, east, north }));
  const states = fc
    .record({
      q: line,
      category: slug,
      town: line,
      tags: fc.uniqueArray(
        line.filter((tag) => tag !== "" && !tag.includes(",")),
        { maxLength: 10 },
      ),
      open: fc.boolean(),
      near: fc.option(place),
      radius: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
      box: fc.option(box),
      followsMap: fc.boolean(),
      selected: slug,
    })
    .map((state): SearchState => ({ ...state, radius: state.near && state.radius }));

  fc.assert(
    fc.property(states, (state) => {
      // Zero has a sign in numbers and none in an address.
      expect(plain(stateIn(addressOf(PAGE, state), state.followsMap))).toEqual(plain(state));
    }),
  );
});

test("whatever an address says, reading it ends in a state that can be written", () => {
  const names = ["q", "category", "town", "tags", "open", "near", "radius", "bbox", "selected"];
  const pairs = fc.array(fc.tuple(fc.constantFrom(...names), fc.string({ unit: "binary" })));

  fc.assert(
    fc.property(pairs, (query) => {
      const state = stateIn(`${PAGE}?${new URLSearchParams(query)}`, true);

      expect(stateIn(addressOf(PAGE, state), true)).toEqual(state);
    }),
  );
});

test.each([
  "near=91,0",
  "near=41.9",
  "near=41.9,-74,1",
  "near=NaN,NaN",
  "near=Infinity,0",
  "near=0x10,0",
  "near=,",
  "radius=500",
  "bbox=-74,42,-73,41",
  "bbox=-74,41,-74,42",
  "bbox=-200,41,-73,42",
  "bbox=1,2,3",
  "open=yes",
  "category=../../etc",
  "category=Food and drink",
  "selected=%00",
  "tags=",
  `town=${"x".repeat(101)}`,
  "%ff=%fe&q=",
])("%s is passed over", (query) => {
  expect(stateIn(`${PAGE}?${query}`, false)).toEqual(NOTHING);
});

test("a radius that makes no sense leaves the place", () => {
  for (const radius of ["0", "-5", "1e3", "99999999", "wide"]) {
    const { near, radius: read } = stateIn(`${PAGE}?near=41.9,-74&radius=${radius}`, false);
    expect([near, read]).toEqual([{ lat: 41.9, lon: -74 }, null]);
  }
});

test("an address says where somebody stood to a block, and holds all of a box", () => {
  expect(blockOf({ lat: 41.92749, lon: -73.99751 })).toEqual({ lat: 41.927, lon: -73.998 });
  expect(outwards({ west: -74.00001, south: 41.80001, east: -73.90009, north: 42.00001 })).toEqual({
    west: -74.0001,
    south: 41.8,
    east: -73.9,
    north: 42.0001,
  });
  expect(outwards({ west: 170, south: -95, east: 190, north: 95 })).toEqual({
    west: 170,
    south: -90,
    east: -170,
    north: 90,
  });
  expect(outwards({ west: -300, south: 0, east: 300, north: 1 })).toMatchObject({ west: -180, east: 180 });
});

function plain(state: SearchState): unknown {
  return JSON.parse(JSON.stringify(state));
}
