import { readEnv } from "../aws/env.ts";
import { mailNeeds } from "../aws/mail-needs.ts";

const post = mailNeeds(readEnv());

/** Whatever has called: what is in the outbox counts, and not what the call says. */
export async function handler(): Promise<void> {
  await (await post()).drain();
}
