import { PersonKey } from "@mainstreet/core/person-key";
import { Attempt } from "@mainstreet/core/registration";
import fc from "fast-check";
import { expect, test } from "vitest";
import { newCode, secretsOf } from "./secrets.ts";

const ONE = secretsOf(new Uint8Array(32).fill(1));
const OTHER = secretsOf(new Uint8Array(32).fill(2));

test("one mailbox is one person however it is spelt, under one pepper", () => {
  const keys = ["Ada@Example.org", " ada@example.org ", "ada@example.org"].map(ONE.person);

  expect(new Set(keys).size).toBe(1);
  expect(PersonKey.safeParse(keys[0]).success).toBe(true);
  expect(OTHER.person("ada@example.org")).not.toBe(keys[0]);
});

test("a hash is for one purpose and one attempt only", () => {
  const all = [
    ONE.code("a", "b"),
    ONE.code("ab", ""),
    ONE.limit("all", "b"),
    ONE.limit("mailbox", "b"),
    OTHER.code("a", "b"),
  ];

  expect(new Set(all).size).toBe(all.length);
  expect(Attempt.safeParse(ONE.attempt("change", "Key")).success).toBe(true);
  expect(ONE.attempt("change", "Key")).not.toBe(ONE.attempt("change", "key"));
});

test("a short pepper stops the start", () => {
  expect(() => secretsOf(new Uint8Array(31))).toThrow("32 bytes");
});

test("codes are six digits, whatever chance gives", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), (bytes) => {
      expect(newCode(() => bytes)).toMatch(/^\d{6}$/);
    }),
  );
});
