import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { openPepper, sealPepper } from "./backup-pepper.ts";

const random = (length: number) => randomBytes(length);
const passphrase = "seven boats at noon";
const pepper = randomBytes(32);
const sealed = sealPepper({ passphrase, random, cost: 1024 }, pepper);

test("the secret comes back with its passphrase, however that is typed, and with no other", () => {
  const composed = sealPepper({ passphrase: "caf\u00e9 at the corner", random, cost: 1024 }, pepper);

  expect(openPepper(passphrase, sealed)).toEqual(pepper);
  expect(openPepper("cafe\u0301 at the corner", composed)).toEqual(pepper);
  expect(() => openPepper("seven boats at moon", sealed)).toThrow("does not open");
});

test("nothing of the secret is to be seen, two seals of it differ, and a changed one does not open", () => {
  const again = sealPepper({ passphrase, random, cost: 1024 }, pepper);
  const forms = ["hex", "base64", "base64url"] as const;

  expect(again.sealed).not.toBe(sealed.sealed);
  for (const form of forms) expect(JSON.stringify(sealed)).not.toContain(pepper.toString(form));
  for (const change of [{ cost: 2048 }, { salt: again.salt }, { sealed: again.sealed }])
    expect(() => openPepper(passphrase, { ...sealed, ...change })).toThrow("does not open");
});

test("a passphrase that could be guessed by trying is refused", () => {
  expect(() => sealPepper({ passphrase: "short", random, cost: 1024 }, pepper)).toThrow("12 characters");
});
