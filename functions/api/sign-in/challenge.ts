import { timingSafeEqual } from "node:crypto";
import type { Secrets } from "../flows/secrets.ts";

/** How long a passkey may take to answer, in milliseconds. */
const CHALLENGE_MS = 5 * 60 * 1000;

/** What a passkey is asked for: to be made for somebody, or to sign its owner in. */
export type Purpose = "create" | "get";

/**
 * What a passkey is to sign, for one browser and five minutes. Nothing is stored: whoever lacks the secret cannot make one,
 * and its use is noted with what it opens.
 * @param flowToken of the browser
 */
export function newChallenge(secrets: Secrets, purpose: Purpose, flowToken: string, now: number): string {
  const expires = now + CHALLENGE_MS;
  return Buffer.from(`${expires}.${macOf(secrets, purpose, flowToken, expires)}`).toString("base64url");
}

/** When a challenge of our own is over, in milliseconds since 1970; null when it is not ours, or over, or another browser's. */
export function endOfChallenge(
  secrets: Secrets,
  purpose: Purpose,
  flowToken: string,
  challenge: string,
  now: number,
): number | null {
  const [time = "", mac = ""] = Buffer.from(challenge, "base64url").toString("utf8").split(".");
  const expires = Number(time);
  if (!/^\d{1,15}$/.test(time) || expires <= now || expires > now + CHALLENGE_MS) return null;
  const [given, right] = [Buffer.from(mac), Buffer.from(macOf(secrets, purpose, flowToken, expires))];
  return given.length === right.length && timingSafeEqual(given, right) ? expires : null;
}

function macOf(secrets: Secrets, purpose: Purpose, flowToken: string, expires: number): string {
  return secrets.session("challenge", purpose, flowToken, String(expires));
}
