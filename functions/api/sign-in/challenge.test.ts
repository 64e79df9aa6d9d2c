import { expect, test } from "vitest";
import { secretsOf } from "../flows/secrets.ts";
import { endOfChallenge, newChallenge } from "./challenge.ts";

const SECRETS = secretsOf(new Uint8Array(32).fill(1));
const OTHERS = secretsOf(new Uint8Array(32).fill(2));
const NOW = Date.UTC(2026, 10, 22);
const MINUTES = 60 * 1000;

test("a challenge is for one purpose, one browser and five minutes", () => {
  const challenge = newChallenge(SECRETS, "get", "browser", NOW);
  const later = Buffer.from(challenge, "base64url")
    .toString()
    .replace(/^\d+/, String(NOW + 9 * MINUTES));

  expect(endOfChallenge(SECRETS, "get", "browser", challenge, NOW)).toBe(NOW + 5 * MINUTES);
  expect(endOfChallenge(SECRETS, "get", "browser", challenge, NOW + 5 * MINUTES - 1)).toBe(NOW + 5 * MINUTES);
  expect([
    endOfChallenge(SECRETS, "get", "browser", challenge, NOW + 5 * MINUTES),
    endOfChallenge(SECRETS, "create", "browser", challenge, NOW),
    endOfChallenge(SECRETS, "get", "another", challenge, NOW),
    endOfChallenge(OTHERS, "get", "browser", challenge, NOW),
    endOfChallenge(SECRETS, "get", "browser", Buffer.from(later).toString("base64url"), NOW + 5 * MINUTES),
    endOfChallenge(SECRETS, "get", "browser", "", NOW),
    endOfChallenge(SECRETS, "get", "browser", "abc", NOW),
  ]).toEqual(Array(7).fill(null));
});
