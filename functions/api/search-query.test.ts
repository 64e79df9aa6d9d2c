import { expect, test } from "vitest";
import { SearchQuery } from "./search-query.ts";

/** What is wrong with a query, field by field. */
function wrong(query: Record<string, string>): string[] {
  const parsed = SearchQuery.safeParse(query);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

test("a query in words becomes numbers, boxes and lists", () => {
  const query = SearchQuery.parse({
    q: "bakery",
    bbox: "-74.5,41,-73.5,42.25",
    near: "41.93,-74.02",
    radius: "1500",
    tags: "wifi, outdoor seating",
    open: "1",
    limit: "5",
    cursor: "20",
  });

  expect(query).toEqual({
    q: "bakery",
    bbox: { west: -74.5, south: 41, east: -73.5, north: 42.25 },
    near: { lat: 41.93, lon: -74.02 },
    radius: 1500,
    tags: ["wifi", "outdoor seating"],
    open: "1",
    limit: 5,
    cursor: 20,
  });
});

test("a box may span the 180th meridian", () => {
  expect(SearchQuery.parse({ bbox: "179,-20,-179,-15" }).bbox).toEqual({
    west: 179,
    south: -20,
    east: -179,
    north: -15,
  });
});

test.each([
  [{ bbox: "1,2,3" }, "bbox"],
  [{ bbox: "1,2,3,4,5" }, "bbox"],
  [{ bbox: "1,2,3,x" }, "bbox"],
  [{ bbox: ",,," }, "bbox"],
  [{ bbox: "1,5,3,4" }, "bbox: its south must not be north of its north"],
  [{ bbox: "1,-91,3,4" }, "bbox"],
  [{ near: "41.9" }, "near"],
  [{ near: "41.9,-74.0x" }, "near"],
  [{ near: "1e1,2" }, "near"],
  [{ near: "141.93,-74.02", radius: "10" }, "near"],
  [{ radius: "10" }, "radius: needs `near`"],
  [{ near: "1,1", radius: "0" }, "radius"],
  [{ near: "1,1", radius: "NaN" }, "radius"],
  [{ category: "No Such Slug" }, "category"],
  [{ town: "" }, "town"],
  [{ tags: "wifi,,x" }, "tags"],
  [{ open: "yes" }, "open"],
  [{ limit: "0" }, "limit"],
  [{ limit: "101" }, "limit"],
  [{ limit: "1.5" }, "limit"],
  [{ cursor: "0" }, "cursor"],
  [{ cursor: "-1" }, "cursor"],
  [{ q: "x".repeat(201) }, "q"],
  [{ colour: "red" }, ""],
])("%j is turned down, and what is wrong with it is said", (query, start) => {
  const problems = wrong(query);

  expect(problems).not.toEqual([]);
  expect(problems[0]?.startsWith(start)).toBe(true);
});
