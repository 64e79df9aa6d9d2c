import * as z from "zod";
import { idOf } from "./id.ts";
import { Instant } from "./local-date.ts";
import { PersonKey } from "./person-key.ts";

/** How many passkeys one person may have. */
export const MOST_PASSKEYS = 10;

const Base64Url = z.string().regex(/^[\w-]+$/);

/** A key pair of which a device of the person keeps the private half. */
export const Passkey = z.strictObject({
  id: idOf("passkey"),
  personKey: PersonKey,
  credentialId: Base64Url.max(1400),
  publicKey: Base64Url.max(4000),
  /** How often the device says it was used; some always say 0. */
  counter: z.int().min(0),
  transports: z.array(z.string().max(20)).max(10),
  /** Where it was made, such as "Firefox on Android". */
  name: z.string().max(60),
  createdAt: Instant,
  usedAt: Instant.nullable(),
  version: z.int().min(1),
});
export type Passkey = z.infer<typeof Passkey>;
