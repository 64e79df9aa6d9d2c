import { Region } from "@mainstreet/core/region";
import { expect, test } from "vitest";
import { borderOf, bordersIn, pointsIn } from "./shape.ts";

const SQUARE = [
  [-74, 41],
  [-73, 41],
  [-73, 42],
  [-74, 41],
];
const CLOSED = [[SQUARE]];

test.each([
  ["a polygon", { type: "Polygon", coordinates: [SQUARE] }],
  ["a feature", { type: "Feature", geometry: { type: "Polygon", coordinates: [SQUARE] } }],
  [
    "a collection",
    {
      type: "FeatureCollection",
      features: [{ type: "Feature", geometry: { type: "MultiPolygon", coordinates: CLOSED } }],
    },
  ],
])("the border of %s is read", (_name, value) => {
  expect(bordersIn(value)).toEqual(CLOSED);
});

test.each([
  null,
  5,
  "x",
  {},
  { type: "Point", coordinates: [1, 2] },
  {
    type: "Polygon",
    coordinates: [
      [
        [1, 2],
        [3, "x"],
      ],
    ],
  },
])("%j has no border", (value) => {
  expect(bordersIn(value)).toBeNull();
});

test("corners become a ring that ends where it begins, which the chamber may have", () => {
  const corners = [
    { lat: 41.000001, lon: -74 },
    { lat: 41, lon: -73 },
    { lat: 42, lon: -73 },
  ];

  const coordinates = borderOf(corners);

  expect(pointsIn(coordinates)).toBe(4);
  expect(coordinates[0]?.[0]?.[0]).toEqual(coordinates[0]?.[0]?.at(-1));
  expect(Region.safeParse({ name: "Here", shape: { type: "MultiPolygon", coordinates } }).success).toBe(true);
});
