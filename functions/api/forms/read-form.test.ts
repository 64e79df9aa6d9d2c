import fc from "fast-check";
import { expect, test } from "vitest";
import { readForm } from "./read-form.ts";

const sent = (fields: readonly (readonly [string, string])[]) =>
  new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();

test("dots part objects and lists, and empty rows of a list are not there", () => {
  const text = sent([
    ["key", "the-key"],
    ["email", " a@example.org "],
    ["party.registrant.name", "Ada & Söhne"],
    ["party.guests.10.name", "Last"],
    ["party.guests.0.name", ""],
    ["party.guests.0.company", " "],
    ["party.guests.2.name", "First"],
    ["version:int", "12"],
    ["other:int", "1e3"],
  ]);

  const form = readForm(text);

  expect(form.key).toBe("the-key");
  expect(form.json).toEqual({
    email: "a@example.org",
    party: { registrant: { name: "Ada & Söhne" }, guests: [{ name: "First" }, { name: "Last" }] },
    version: 12,
    other: "1e3",
  });
  expect(form.typed.get("email")).toBe(" a@example.org ");
});

test.each(["__proto__=1", "a.__proto__.b=1", "a=1&a=2", "a=1&a.b=2", "=1", "A=1", "a..b=1", "a.100=1", "a b=1"])(
  "%s is not one of our forms",
  (text) => {
    expect(() => readForm(text)).toThrow("This form has fields that are not its own.");
  },
);

test("names of what every object has are names like others", () => {
  expect(readForm("constructor.prototype=1&toString=2").json).toEqual({
    constructor: { prototype: "1" },
    toString: "2",
  });
  expect(Object.hasOwn(Object.prototype, "prototype")).toBe(false);
});

test("whatever is sent becomes JSON, or is refused in words", () => {
  const name = fc.stringMatching(/^[a-z.0-9_]{1,12}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.string()), { maxLength: 70 }), (fields) => {
      try {
        const { json } = readForm(sent(fields));
        expect(JSON.parse(JSON.stringify(json))).toEqual(json);
      } catch (error) {
        expect(error).toMatchObject({ code: "malformed" });
      }
    }),
    { numRuns: 200 },
  );
});
