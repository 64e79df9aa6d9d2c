import { ChamberError } from "@mainstreet/core/error";
import type { Passkey } from "@mainstreet/core/passkey";
import * as z from "zod";

/* What browsers send of passkeys, and its check. The library takes long to load, so only who uses passkeys waits for it. */

/** EdDSA, ES256 and RS256: what devices have. */
export const ALGORITHMS = [-8, -7, -257];

const Base64Url = z
  .string()
  .max(20_000)
  .regex(/^[\w-]*$/);
const Base = {
  id: Base64Url.max(1400),
  rawId: Base64Url.max(1400),
  type: z.literal("public-key"),
  authenticatorAttachment: z.string().max(40).nullable().optional(),
  // Nothing else is asked for than whether the key stays on the device.
  clientExtensionResults: z.strictObject({
    credProps: z.strictObject({ rk: z.boolean().optional() }).optional(),
  }),
};

/** What a browser sends of a passkey that it has made. */
export const Made = z.strictObject({
  ...Base,
  response: z.strictObject({
    clientDataJSON: Base64Url,
    attestationObject: Base64Url,
    /** What browsers add, and what is read of the attestation instead. */
    authenticatorData: Base64Url.optional(),
    publicKey: Base64Url.optional(),
    publicKeyAlgorithm: z.int().optional(),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});
export type Made = z.infer<typeof Made>;

/** What a browser sends of a passkey that was shown. */
export const Shown = z.strictObject({
  ...Base,
  response: z.strictObject({
    clientDataJSON: Base64Url,
    authenticatorData: Base64Url,
    signature: Base64Url,
    /** Whose it is: the person's key, as it was given when the passkey was made. */
    userHandle: Base64Url.max(200),
  }),
});
export type Shown = z.infer<typeof Shown>;

const ClientData = z.object({ challenge: Base64Url });

/** What the browser says that the passkey has signed. @throws `unproved` when that cannot be read */
export function challengeOf({ response }: { response: { clientDataJSON: string } }): string {
  try {
    return ClientData.parse(JSON.parse(Buffer.from(response.clientDataJSON, "base64url").toString("utf8"))).challenge;
  } catch (cause) {
    throw notThis(cause);
  }
}

type Site = { readonly origin: string; readonly challenge: string };

/** Checks a new passkey. @throws `unproved` */
export async function checkMade(
  made: Made,
  { origin, challenge }: Site,
): Promise<Pick<Passkey, "credentialId" | "publicKey" | "counter" | "transports">> {
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  const { id, rawId, type, response } = made;
  const { clientDataJSON, attestationObject, transports = [] } = response;
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { id, rawId, type, clientExtensionResults: {}, response: { clientDataJSON, attestationObject } },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: hostOf(origin),
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified) throw new Error("not verified");
    const { id: credentialId, publicKey, counter } = registrationInfo.credential;
    return { credentialId, publicKey: Buffer.from(publicKey).toString("base64url"), counter, transports };
  } catch (cause) {
    throw notThis(cause);
  }
}

/** Checks a passkey that was shown. @returns how often its device says it was used by now. @throws `unproved` */
export async function checkShown(shown: Shown, passkey: Passkey, { origin, challenge }: Site): Promise<number> {
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  const { id, rawId, type, response } = shown;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { id, rawId, type, clientExtensionResults: {}, response },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: hostOf(origin),
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64url")),
        counter: passkey.counter,
      },
    });
    if (!verified) throw new Error("not verified");
    return authenticationInfo.newCounter;
  } catch (cause) {
    throw notThis(cause);
  }
}

/** The part of the site's address that passkeys are bound to. */
export function hostOf(origin: string): string {
  return new URL(origin).hostname;
}

/** The same for every reason, so that nobody learns whose passkeys there are. */
export function notThis(cause?: unknown): ChamberError {
  return new ChamberError("unproved", "This passkey could not be checked. Try again, or sign in with a code.", {
    cause,
  });
}
