// Builds what a start or a deploy needs as files: the web, the API's document, and the functions for AWS.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { openApiDocument } from "@mainstreet/functions/api/create-api";
import { ensureWebBuild, npmOf } from "@mainstreet/functions/publish/build-web";
import { bundleFunctions } from "./bundle.ts";

const root = path.resolve(import.meta.dirname, "..");
const { built } = await ensureWebBuild(root, npmOf(process.env));
console.log(built ? "Built web/dist" : "web/dist is of the sources as they are");

const file = path.join(root, "functions", "dist", "openapi.json");
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(await openApiDocument(), null, 1)}\n`);
console.log("Wrote functions/dist/openapi.json");

for (const { name, first, all } of await bundleFunctions(root)) {
  console.log(`Wrote functions/dist/${name}: ${kilobytes(first)} KB at the start, ${kilobytes(all)} KB in all`);
}

function kilobytes(bytes: number): string {
  return Math.round(bytes / 1000).toLocaleString("en-US");
}
