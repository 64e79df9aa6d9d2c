import { expect, test } from "vitest";
import { narrowed, type Renewal } from "./renewals.ts";

function renewal(name: string, state: Renewal["standing"]["state"], contactName = ""): Renewal {
  const standing = { state, level: "member", endsOn: "2026-11-30", days: 8 };
  return { id: name, version: 1, name, contactName, contactEmail: "", standing, reminded: null };
}

const ALL = [renewal("Café Élan", "due", "Ada Byron"), renewal("Dough & Co", "grace"), renewal("Elm Press", "lapsed")];
const names = (filter: { q: string; state: string }) => narrowed(ALL, filter).map(({ name }) => name);

test("renewals are narrowed by all words, without accents, in name or contact", () => {
  expect([names({ q: "elan ada", state: "" }), names({ q: "el", state: "" })]).toEqual([
    ["Café Élan"],
    ["Café Élan", "Elm Press"],
  ]);
});

test("renewals are narrowed by their standing, and by nothing where none is asked for", () => {
  expect([names({ q: "", state: "grace" }), names({ q: "", state: "" }).length]).toEqual([["Dough & Co"], 3]);
});
