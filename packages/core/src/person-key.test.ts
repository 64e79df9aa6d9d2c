import fc from "fast-check";
import { expect, test } from "vitest";
import { PersonKey, personKey, sameEmail, shardOf } from "./person-key.ts";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
/** A hash that is the text itself, so that what goes in is seen. */
const plain = (text: string) => new TextEncoder().encode(text.padEnd(32, "\0"));
const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });

test.each([" Ann@Example.com ", "ANN@EXAMPLE.COM", "ann@example.com\n", "\uff41nn@example.com"])(
  "%j is the mailbox of ann@example.com",
  (email) => {
    expect(sameEmail(email)).toBe("ann@example.com");
    expect(personKey(plain, email)).toBe(personKey(plain, "ann@example.com"));
  },
);

test("two mailboxes are two people", () => {
  expect(personKey(plain, "ann@example.com")).not.toBe(personKey(plain, "anne@example.com"));
});

test("a key is the first 130 bits of the hash, in base 32", () => {
  fc.assert(
    fc.property(bytes, (hash) => {
      let number = 0n;
      for (const byte of hash) number = number * 256n + BigInt(byte);
      const digits = Array.from({ length: 26 }, (_, i) => Number((number >> BigInt(256 - 5 * (i + 1))) & 31n));

      const key = personKey(() => hash, "ann@example.com");

      expect(key).toBe(digits.map((digit) => ALPHABET.charAt(digit)).join(""));
      expect(PersonKey.safeParse(key).success).toBe(true);
    }),
  );
});

test("a hash that is too short gives no key", () => {
  expect(() => personKey(() => new Uint8Array(16), "ann@example.com")).toThrow(RangeError);
});

test("people are spread over all shards, each always to the same one", () => {
  const counts = new Map<number, number>();
  for (let first = 0; first < 256; first++) {
    for (let second = 0; second < 256; second += 8) {
      const hash = new Uint8Array(32).fill(second, 1).fill(first, 0, 1);
      const shard = shardOf(
        personKey(() => hash, "ann@example.com"),
        8,
      );
      counts.set(shard, (counts.get(shard) ?? 0) + 1);
    }
  }

  expect([...counts.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(Math.min(...counts.values())).toBeGreaterThan(900);
  expect(shardOf("zz".padEnd(26, "0"), 1)).toBe(0);
});
