import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { open, seal, Unopenable } from "./seal.ts";

const KEY = new Uint8Array(32).fill(1);
const PLACE = { of: "ada", field: "email" };
const random = (length: number) => new Uint8Array(length).fill(9);
const sealed = seal(KEY, PLACE, "ada@example.org", random);

test.each(["", "ada@example.org", "Zoë 🥐 \u0000\n", "x".repeat(100_000)])(
  "whatever is sealed opens to what it was",
  (text) => {
    const made = seal(KEY, PLACE, text, (length) => randomBytes(length));

    expect(open(KEY, PLACE, made)).toBe(text);
    expect(made).toMatch(/^v1\.[\w-]{16}\.[\w-]*\.[\w-]{22}$/);
  },
);

test("it shows nothing of what it holds, and is the same for the same randomness only", () => {
  expect(Buffer.from(sealed.split(".")[2] ?? "", "base64url").toString("latin1")).not.toContain("ada");
  expect(seal(KEY, PLACE, "ada@example.org", random)).toBe(sealed);
  expect(seal(KEY, PLACE, "ada@example.org", (length) => new Uint8Array(length))).not.toBe(sealed);
});

test.each([
  ["another person's", KEY, { ...PLACE, of: "bea" }],
  ["another field's", KEY, { ...PLACE, field: "name" }],
  ["two parts that together read alike", KEY, { of: "ad", field: "aemail" }],
  ["under another key", new Uint8Array(32), PLACE],
])("taken as %s it does not open", (_, key, place) => {
  expect(() => open(key, place, sealed)).toThrow(Unopenable);
});

test("changed in any one byte it does not open", () => {
  const parts = sealed.split(".").slice(1);
  const changes = parts.flatMap((part, at) => {
    const bytes = Buffer.from(part, "base64url");
    return [...bytes.keys()].map((i) => {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ 1;
      return ["v1", ...parts.with(at, changed.toString("base64url"))].join(".");
    });
  });

  expect(changes).toHaveLength(12 + "ada@example.org".length + 16);
  for (const change of [...changes, "", "v1...", sealed.replace("v1", "v2"), `${sealed}.`, sealed.slice(0, -4)])
    expect(() => open(KEY, PLACE, change)).toThrow(Unopenable);
});
