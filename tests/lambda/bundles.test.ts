import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { firstImports } from "../../scripts/bundle.ts";
import { bundleOf } from "./runtime/runtime-api.ts";

/* What is in the bundles for AWS, by the reports of the bundler: `npm run build` writes both. */

const ROOT = path.resolve(import.meta.dirname, "../..");
const KB = 1000;

type Outputs = Readonly<
  Record<
    string,
    {
      readonly bytes: number;
      readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
      readonly imports: { readonly path: string; readonly kind: "import-statement"; readonly external?: boolean }[];
      readonly exports: string[];
    }
  >
>;

/** All that was made of a function, and what of it is loaded before it can be called. */
function bundled(name: string) {
  const file = path.join(ROOT, "functions", "dist", "meta", `${name}.json`);
  if (!existsSync(file)) throw new Error("There are no bundles: npm run build makes them.");
  const { outputs }: { outputs: Outputs } = JSON.parse(readFileSync(file, "utf8"));
  const first = firstImports({ outputs });
  return { outputs, first, packagesAtFirst: packagesIn(outputs, first), packages: packagesIn(outputs) };
}

/** How many bytes of each package are in some of the outputs: of ours by room, the largest first. */
function packagesIn(outputs: Outputs, files: readonly string[] = Object.keys(outputs)): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const [input, { bytesInOutput }] of files.flatMap((file) => Object.entries(outputs[file]?.inputs ?? {}))) {
    const theirs = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
    const name = theirs ?? input.split("/").slice(0, 2).join("/");
    sizes.set(name, (sizes.get(name) ?? 0) + bytesInOutput);
  }
  return new Map([...sizes].filter(([, bytes]) => bytes > 0).sort((a, b) => b[1] - a[1]));
}

const sizeOf = (files: readonly string[]) =>
  files.map((file) => readFileSync(path.join(ROOT, file))).reduce((sum, bytes) => sum + bytes.length, 0);
const gzippedSizeOf = (files: readonly string[]) =>
  files.map((file) => gzipSync(readFileSync(path.join(ROOT, file)))).reduce((sum, bytes) => sum + bytes.length, 0);

test("what the API loads before its first answer keeps to its budget", () => {
  const { first } = bundled("api");

  expect(sizeOf(first)).toBeLessThan(500 * KB);
  expect(gzippedSizeOf(first)).toBeLessThan(170 * KB);
});

test("the ten largest packages in the API's first import are these, and none of them has grown", () => {
  const most: Readonly<Record<string, number>> = {
    zod: 155,
    "@smithy/core": 125,
    "@aws-sdk/core": 36,
    "@aws-sdk/client-dynamodb": 34,
    "@asteasolutions/zod-to-openapi": 32,
    hono: 25,
    "functions/api": 20,
    "@smithy/signature-v4": 11,
    "packages/core": 10,
    "functions/aws": 10,
  };

  const ten = [...bundled("api").packagesAtFirst].slice(0, 10);

  expect(ten.map(([name]) => name).sort()).toEqual(Object.keys(most).sort());
  expect(ten.filter(([name, bytes]) => bytes > (most[name] ?? 0) * KB)).toEqual([]);
});

test.each([
  ["sharp"],
  ["nodemailer"],
  ["@simplewebauthn/server"],
  ["@peculiar/x509"],
  ["@aws-sdk/client-s3"],
  ["@aws-sdk/client-sesv2"],
  ["@aws-sdk/credential-provider-ini"],
  ["@aws-sdk/nested-clients"],
  ["rrule-temporal"],
  ["temporal-polyfill"],
  ["csv-parse"],
  ["opening_hours"],
  ["packages/import"],
  ["functions/mail"],
  ["functions/upload"],
])("%s is not in the API's first import", (name) => {
  // What says which files are to be taken is part of the API; what draws them is not.
  const most = name === "functions/upload" ? 4 * KB : name === "packages/import" ? 2 * KB : 0;

  expect(bundled("api").packagesAtFirst.get(name) ?? 0).toBeLessThanOrEqual(most);
});

test("of all routes the API loads two before its first answer, and of what they work with the keys alone", () => {
  const { outputs, first } = bundled("api");
  const inputsOf = (files: readonly string[]) =>
    files.flatMap((file) =>
      Object.entries(outputs[file]?.inputs ?? {}).flatMap(([input, { bytesInOutput }]) =>
        bytesInOutput ? [input] : [],
      ),
    );
  const inFolder = (inputs: readonly string[], folder: string) => inputs.filter((input) => input.startsWith(folder));
  const all = inputsOf(Object.keys(outputs));

  const atFirst = inputsOf(first);

  expect(
    inFolder(atFirst, "functions/api/routes/")
      .map((input) => path.basename(input))
      .sort(),
  ).toEqual(["document.ts", "health.ts"]);
  expect(inFolder(all, "functions/api/routes/").length).toBeGreaterThan(35);
  expect(["rooms", "flows/scene", "forms"].flatMap((folder) => inFolder(atFirst, `functions/api/${folder}/`))).toEqual(
    inFolder(atFirst, "functions/api/forms/read-form.ts"),
  );
  expect(atFirst.filter((input) => /^packages\/store\/src\/.*-store\.ts$/.test(input))).toEqual([]);
});

test("what the API loads late is there, and nothing that decodes pictures or sends mail", () => {
  const { packages, outputs } = bundled("api");
  const imported = Object.values(outputs).flatMap((output) => output.imports.map((each) => each.path));

  for (const name of [
    "@simplewebauthn/server",
    "@aws-sdk/client-s3",
    "csv-parse",
    "rrule-temporal",
    "temporal-polyfill",
    "opening_hours",
  ]) {
    expect(packages.get(name), name).toBeGreaterThan(0);
  }
  expect(["sharp", "nodemailer", "@aws-sdk/client-sesv2"].filter((name) => packages.has(name))).toEqual([]);
  expect(imported).not.toContain("sharp");
});

test("the function that decodes pictures can speak to nothing but the place where they lie", () => {
  const { packages, outputs } = bundled("upload");

  const clients = [...packages.keys()].filter((name) => name.startsWith("@aws-sdk/client-"));

  expect(clients).toEqual(["@aws-sdk/client-s3"]);
  expect(packages.has("packages/store")).toBe(false);
  expect(Object.values(outputs).flatMap((output) => output.imports.map((each) => each.path))).toContain("sharp");
  expect(existsSync(path.join(bundleOf("upload"), "node_modules", "sharp", "package.json"))).toBe(true);
});

test("most ticks send no mail, and load nothing for it", () => {
  const [tick, mail] = [bundled("tick"), bundled("mail")];

  for (const { packages, packagesAtFirst } of [tick, mail]) {
    expect(packages.has("nodemailer")).toBe(true);
    expect(["nodemailer", "@aws-sdk/client-sesv2"].filter((name) => packagesAtFirst.has(name))).toEqual([]);
  }
  expect(mail.packages.has("@aws-sdk/client-s3")).toBe(false);
});
