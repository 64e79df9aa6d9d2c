import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** What may be wrong with a passkey's answer. */
export type Bend = {
  readonly origin?: string;
  readonly host?: string;
  /** Without showing that it is its owner who uses it. */
  readonly unverified?: boolean;
  readonly counter?: number;
  readonly owner?: string;
};

const [PRESENT, VERIFIED, HAS_KEY] = [1, 4, 64];

/** A device in software that makes one passkey and shows it, as a browser would pass it on (WebAuthn, ES256). */
export function softAuthenticator(origin: string, owner: string) {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(32);
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  // CBOR: a COSE key is a map of 2 (EC2), -7 (ES256), 1 (P-256) and the point.
  const point = (label: number, part: string) =>
    Buffer.concat([Buffer.from([label, 0x58, 32]), Buffer.from(part, "base64url")]);
  const coseKey = Buffer.concat([Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1]), point(0x21, x), point(0x22, y)]);
  let counter = 0;

  const clientData = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }));
  const head = (flags: number, { host = new URL(origin).hostname, unverified, counter: bent }: Bend) => {
    counter++;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(bent ?? counter);
    return Buffer.concat([sha256(Buffer.from(host)), Buffer.from([flags | (unverified ? 0 : VERIFIED)]), count]);
  };
  const common = {
    id: id.toString("base64url"),
    rawId: id.toString("base64url"),
    type: "public-key",
    clientExtensionResults: {},
  };

  return {
    /** Makes the passkey. */
    make(challenge: string, bend: Bend = {}) {
      const length = Buffer.from([0, id.length]);
      const authData = Buffer.concat([head(PRESENT | HAS_KEY, bend), Buffer.alloc(16), length, id, coseKey]);
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        text("fmt"),
        text("none"),
        text("attStmt"),
        Buffer.from([0xa0]),
        text("authData"),
        Buffer.from([0x58, authData.length]),
        authData,
      ]);
      const clientDataJSON = clientData("webauthn.create", challenge, bend.origin ?? origin).toString("base64url");
      const response = {
        clientDataJSON,
        attestationObject: attestation.toString("base64url"),
        transports: ["internal"],
      };
      return { ...common, response };
    },
    /** Shows the passkey. */
    show(challenge: string, bend: Bend = {}) {
      const authData = head(PRESENT, bend);
      const client = clientData("webauthn.get", challenge, bend.origin ?? origin);
      const signature = sign("sha256", Buffer.concat([authData, sha256(client)]), privateKey);
      const response = {
        clientDataJSON: client.toString("base64url"),
        authenticatorData: authData.toString("base64url"),
        signature: signature.toString("base64url"),
        userHandle: Buffer.from(bend.owner ?? owner).toString("base64url"),
      };
      return { ...common, response };
    },
    /** The public half, as it is stored. */
    stored: { credentialId: id.toString("base64url"), publicKey: coseKey.toString("base64url") },
  };
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
}

function sha256(data: Buffer): Buffer {
  return createHash("sha256").update(data).digest();
}
