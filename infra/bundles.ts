import { existsSync } from "node:fs";
import path from "node:path";
import { FUNCTIONS, WrongStage } from "./stage.ts";

/** Where `npm run build` puts what is deployed. */
export const BUNDLES = path.resolve(import.meta.dirname, "../functions/dist");

/** Of what is built for Lambda's machines, the one part that is not JavaScript; a build without a network lacks it. */
const DECODER = "upload/node_modules/@img/sharp-linux-arm64";

/** Refuses to deploy functions that are not there, or could not start. @throws `WrongStage` */
export function requireBundles(): void {
  const missing = [...FUNCTIONS.map((name) => `${name}/index.mjs`), DECODER].filter(
    (file) => !existsSync(path.join(BUNDLES, file)),
  );
  if (missing.length > 0)
    throw new WrongStage(`Run \`npm run build\` first: functions/dist lacks ${missing.join(", ")}.`);
}
