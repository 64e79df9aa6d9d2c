import { expect, test } from "vitest";
import { keyringOf } from "./keyring.ts";
import { personOfToken, unsubscribeToken } from "./unsubscribe-token.ts";

const OURS = keyringOf(new Uint8Array(32).fill(1));
const OTHERS = keyringOf(new Uint8Array(32).fill(2));
const ADA = OURS.keyOf("ada@example.org");
const BEA = OURS.keyOf("bea@example.org");

test("a link names whose it is, and only to the chamber that made it", () => {
  const token = unsubscribeToken(OURS, ADA);

  expect([token.length, personOfToken(OURS, token)]).toEqual([48, ADA]);
  expect(personOfToken(OTHERS, token)).toBeNull();
});

test("the proof of one person proves nothing of another, and no letter of it may be another", () => {
  const token = unsubscribeToken(OURS, ADA);
  const changed = [...token].map(
    (c, i) => token.slice(0, i) + (c === "A" || c === "a" ? "b" : "a") + token.slice(i + 1),
  );

  const links = [...changed, BEA + token.slice(26), "", ADA, ` ${token}`, `${token} `, `${token}\n`];
  expect(links.filter((link) => personOfToken(OURS, link) !== null)).toEqual([]);
});

test("the secret of these links stands for nothing else that is made with the pepper", () => {
  expect(Buffer.from(OURS.unsubscribing)).not.toEqual(Buffer.from(OURS.wrapping));
});
