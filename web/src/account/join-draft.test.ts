import { expect, test } from "vitest";
import { applicationOf, sentAs, wrongIn } from "./join-draft.ts";

test("a web address may be typed without its beginning, and keeps one that it has", () => {
  const typed = ["", "loaf.example.com", "http://loaf.example.com/", "HTTPS://loaf.example.com"];

  expect(typed.map((website) => applicationOf({ website }).website)).toEqual([
    "",
    "https://loaf.example.com",
    "http://loaf.example.com/",
    "HTTPS://loaf.example.com",
  ]);
});

test("a name is needed; a phone number and a web address only have to be whole", () => {
  const of = (typed: Record<string, string>) => wrongIn(applicationOf({ name: "Loaf", ...typed }));

  expect(of({})).toEqual([]);
  expect(of({ name: "  " })).toEqual(["name"]);
  expect(of({ phone: "call me", website: "loaf" })).toEqual(["phone", "website"]);
  expect(of({ phone: "845 555 0100", website: "loaf.example.com" })).toEqual([]);
});

test("the same words are sent under the same key, others under another", () => {
  let n = 0;
  const newKey = () => `key ${++n}`;
  const first = sentAs(null, { name: "Loaf" }, newKey);

  expect(sentAs(first, { name: "Loaf" }, newKey)).toEqual(first);
  expect(sentAs(first, { name: "Loaves" }, newKey).key).toBe("key 2");
});
