import type { Account } from "./account-data.ts";
import { change } from "./api.ts";

type Options<Json> = { readonly options: Json };

/** Whether this browser keeps passkeys, and reads and writes them as JSON. */
export function canPasskey(): boolean {
  return (
    typeof PublicKeyCredential === "function" &&
    typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function" &&
    typeof PublicKeyCredential.prototype.toJSON === "function"
  );
}

/**
 * Signs in with a passkey of this device.
 * @returns what to tell the person, or null when they are signed in
 */
export async function showPasskey(nothing: string): Promise<string | null> {
  const begun = await change<Options<PublicKeyCredentialRequestOptionsJSON>>("POST", "sign-in/passkey/options");
  if (!begun.ok) return begun.problem.detail;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(begun.body.options);
  const shown = await navigator.credentials.get({ publicKey }).catch(() => null);
  if (!(shown instanceof PublicKeyCredential)) return nothing;
  const answer = await change<Account>("POST", "sign-in/passkey", { body: shown.toJSON() });
  return answer.ok ? null : answer.problem.detail;
}

/**
 * Makes a passkey on this device for whoever is signed in.
 * @returns what to tell the person, or null when it is kept
 */
export async function makePasskey(words: {
  readonly failed: string;
  readonly unproved: string;
}): Promise<string | null> {
  const begun = await change<Options<PublicKeyCredentialCreationOptionsJSON>>("POST", "account/passkeys/options");
  if (!begun.ok) return begun.problem.code === "unproved" ? words.unproved : begun.problem.detail;
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(begun.body.options);
  const made = await navigator.credentials.create({ publicKey }).catch(() => null);
  if (!(made instanceof PublicKeyCredential)) return words.failed;
  const answer = await change<Account>("POST", "account/passkeys", { body: made.toJSON() });
  return answer.ok ? null : answer.problem.detail;
}
