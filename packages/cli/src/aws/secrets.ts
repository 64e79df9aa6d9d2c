import { ChamberError } from "@mainstreet/core/error";
import type { Random } from "@mainstreet/core/needs";
import { edgeSecretParameter, pepperParameter, type Stage } from "@mainstreet/infra/stage";
import type { ParameterStore } from "./parameters.ts";

const BYTES = 32;

/**
 * Makes the two secrets of a stage, unless they are there: the chamber's own, and what CloudFront proves itself by. What is
 * there is never changed, since nobody could sign in any more.
 * @param needs.pepper the chamber's secret, where it has one from elsewhere; null makes one
 * @returns the names of those that were made
 * @throws `in-use` where the chamber has another secret there already
 */
export async function ensureSecrets(
  store: ParameterStore,
  stage: Pick<Stage, "parameters">,
  { pepper, random }: { readonly pepper: Uint8Array | null; readonly random: Random },
): Promise<string[]> {
  const value = Buffer.from(pepper ?? random(BYTES)).toString("base64");
  const made: string[] = [];
  if (await store.make(pepperParameter(stage), { value, isSealed: true })) made.push(pepperParameter(stage));
  else if (pepper !== null && (await store.read(pepperParameter(stage))) !== value) {
    throw new ChamberError(
      "in-use",
      `${pepperParameter(stage)} is there already and is another one. Nothing was changed.`,
    );
  }
  const proof = Buffer.from(random(BYTES)).toString("hex");
  // Not sealed: CloudFormation could not look it up, and CloudFront's configuration shows it in any case.
  if (await store.make(edgeSecretParameter(stage), { value: proof, isSealed: false }))
    made.push(edgeSecretParameter(stage));
  return made;
}

/** The chamber's secret of a stage. @throws `not-found`, `invalid` */
export async function readStagePepper(store: ParameterStore, stage: Pick<Stage, "parameters">): Promise<Uint8Array> {
  const text = await store.read(pepperParameter(stage));
  if (text === null)
    throw new ChamberError("not-found", `There is no ${pepperParameter(stage)} yet: run \`aws secrets\` first.`);
  const pepper = Buffer.from(text, "base64");
  if (pepper.length !== BYTES)
    throw new ChamberError("invalid", `${pepperParameter(stage)} should have ${BYTES} bytes.`);
  return pepper;
}
