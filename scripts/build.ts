// Builds what a start or a deploy needs as files: the web, and the API's document.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { openApiDocument } from "@mainstreet/functions/api/create-api";
import { ensureWebBuild, npmOf } from "@mainstreet/functions/publish/build-web";

const root = path.resolve(import.meta.dirname, "..");
const { built } = await ensureWebBuild(root, npmOf(process.env));
console.log(built ? "Built web/dist" : "web/dist is of the sources as they are");

const file = path.join(root, "functions", "dist", "openapi.json");
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(openApiDocument(), null, 1)}\n`);
console.log("Wrote functions/dist/openapi.json");
