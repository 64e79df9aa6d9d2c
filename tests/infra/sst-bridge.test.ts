import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inflateRawSync } from "node:zlib";
import { type SynthesizedStack, synthesize } from "@mainstreet/infra/sst/synthesize";
import { zipFolder } from "@mainstreet/infra/sst/zip";
import { expect, onTestFinished, test } from "vitest";
import { synthesize as byCdk } from "./synth.ts";

const root = path.resolve(import.meta.dirname, "../..");

test("SST is given the stacks that the CDK deploys, with every file where their templates look for it", () => {
  const stage = "bridge-test";
  onTestFinished(() => rmSync(path.join(root, ".mainstreet", `cdk-${stage}`), { recursive: true, force: true }));

  const { backend, edge } = synthesize({ root, stage, isTrial: true });

  const text = readFileSync(backend.template.path, "utf8");
  const asked = [...text.matchAll(/"S3Bucket":\{"Fn::Sub":"([^"]+)"\},"S3Key":"([^"]+)"/g)];
  expect(asked.map(([, , key]) => key).toSorted()).toEqual(backend.assets.map(({ key }) => key).toSorted());
  expect(new Set(asked.map(([, bucket]) => bucket))).toEqual(
    new Set([`mainstreet-${stage}-artifacts-\${AWS::AccountId}-us-east-1`]),
  );
  expect([backend.name, edge.name]).toEqual([`mainstreet-${stage}-backend`, `mainstreet-${stage}-edge`]);
  expect(text).not.toContain("BootstrapVersion");
  const there = byCdk(stage, {
    mailFrom: "office@example.org",
    alarmsTo: null,
    makesMailIdentity: false,
    hasDashboard: false,
  });
  expect(typesOf(backend)).toEqual(typesIn(there.backendTemplate.toJSON()));
  expect(typesOf(edge)).toEqual(typesIn(there.edgeTemplate.toJSON()));
});

test("an archive holds each file below its folder, and is the same whenever it is made", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "mainstreet-zip-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = {
    "index.mjs": "export const handler = 1;\n".repeat(50),
    "web/café.html": "<p>é</p>",
    "web/empty.txt": "",
  };
  mkdirSync(path.join(folder, "web"));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);

  const archive = zipFolder(folder);

  expect(entriesOf(archive)).toEqual(files);
  expect(zipFolder(folder).equals(archive)).toBe(true);
});

test("other programs can read such an archive, where there is one", () => {
  const { error } = spawnSync("unzip", ["-v"]);
  if (error) {
    console.log("skipped: unzip is not installed");
    return;
  }
  const folder = mkdtempSync(path.join(tmpdir(), "mainstreet-zip-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, "a.zip"), zipFolder(path.join(root, "infra", "edge-functions")));

  const { status, stdout } = spawnSync("unzip", ["-tq", path.join(folder, "a.zip")], { encoding: "utf8" });

  expect([status, stdout]).toEqual([0, expect.stringContaining("No errors detected")]);
});

/** The files of an archive, read by its directory at the end. */
function entriesOf(archive: Buffer): Record<string, string> {
  const found: Record<string, string> = {};
  const end = archive.length - 22;
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [packed, length] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)];
    const from = archive.readUInt32LE(at + 42);
    const name = archive.toString("utf8", at + 46, at + 46 + length);
    const body = from + 30 + length;
    found[name] = inflateRawSync(archive.subarray(body, body + packed)).toString("utf8");
    at += 46 + length;
  }
  return found;
}

function typesOf({ template }: SynthesizedStack): string[] {
  return typesIn(JSON.parse(readFileSync(template.path, "utf8")));
}

function typesIn(template: { Resources?: Record<string, { Type: string }> }): string[] {
  return Object.values(template.Resources ?? {})
    .map(({ Type }) => Type)
    .toSorted();
}
