// The demo chamber for the browser tests, in a home of its own that is thrown away.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

process.env.MAINSTREET_HOME = mkdtempSync(path.join(tmpdir(), "mainstreet-browser-"));
process.env.DYNAMODB_ENDPOINT = "";
await import("../../functions/local/main.ts");
