import { createHash, timingSafeEqual } from "node:crypto";
import { type Actor, PUBLIC, STAFF } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";

/**
 * Tells from an `Authorization` header who asks: nobody in particular without one, staff with the token.
 * @param staffToken with null nobody is staff
 * @throws `unauthenticated` for any other header, so that a mistyped token is noticed on public routes too
 */
export function authenticator(staffToken: string | null): (authorization: string | undefined) => Actor {
  const expected = staffToken === null ? null : sha256(staffToken);
  return (authorization) => {
    if (authorization === undefined) return PUBLIC;
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    // Hashes have one length, so that comparing them in constant time gives not even the token's length away.
    if (token === undefined || expected === null || !timingSafeEqual(sha256(token), expected))
      throw new ChamberError("unauthenticated", "This is not the staff token.");
    return STAFF;
  };
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
