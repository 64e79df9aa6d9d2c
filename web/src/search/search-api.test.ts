import { expect, test } from "vitest";
import { apiQuery } from "./search-api.ts";

test("a question is asked of the API in the words of the page's address", () => {
  const more = {
    category: "bakeries",
    town: "Red Hook",
    tags: ["patio", "wheelchair ramp"],
    open: 1_800_000_000_000,
    near: { lat: 41.9, lon: -74 },
    radius: 8047,
    box: { west: -74.1, south: 41.8, east: -73.9, north: 42 },
  };
  const question = { text: "crab & co", category: "food-and-drink", town: "", more };

  expect(decodeURIComponent(apiQuery({ question, limit: 20, offset: 40 }))).toBe(
    "q=crab+&+co&category=bakeries&town=Red+Hook&tags=patio,wheelchair+ramp&open=1" +
      "&near=41.9,-74&radius=8047&bbox=-74.1,41.8,-73.9,42&limit=20&cursor=40",
  );
});

test("words alone ask nothing else", () => {
  expect(apiQuery({ question: { text: "caf", category: "", town: "", more: null }, limit: 20, offset: 0 })).toBe(
    "q=caf&limit=20",
  );
});
