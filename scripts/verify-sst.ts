// Checks the way through SST as far as that goes without an account: its real types, and its real program with mocks in the
// place of AWS. SST is fetched into `.sst` (npm registry only; about 400 MB and a minute the first time), which is why this is no
// part of `npm test`, and SST no dependency of the project.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stackNames } from "../infra/stage.ts";

const VERSION = "4.17.1";
/** The account that scripts/sst-program.ts is in. */
const ACCOUNT = "123456789012";

const root = path.resolve(import.meta.dirname, "..");
const at = (...parts: string[]) => path.join(root, ...parts);
const cli = at(".mainstreet", "sst-cli");
const bin = (name: string) => at("node_modules", ".bin", name);

type Made = { readonly type: string; readonly name: string; readonly inputs: Readonly<Record<string, unknown>> };
type Ran = { readonly made: readonly Made[]; readonly errors: readonly string[] };

let failed = 0;
fetchSst();
check("sst.config.ts agrees with SST's own types", typesHold("infra/sst/tsconfig.json"));
for (const stage of ["production", "trial"]) {
  const { made, errors } = run(stage);
  const kinds = Object.entries(Object.groupBy(made, ({ type }) => type)).map(([type, all]) => `${all?.length} ${type}`);
  console.log(`  ${stage}: ${made.length} resources, ${errors.length} errors: ${kinds.join(", ")}`);
  for (const error of errors) console.log(`    ${error.split("\n")[0]}`);
  const lacking = lacks(stage, { made, errors });
  check(
    `the program makes all of ${stage}${lacking.map((each) => `\n    but ${each}`).join("")}`,
    lacking.length === 0,
  );
}
withFault("capabilities:", "capabilitys:", (config) => {
  check("a property that a resource does not have is found by the types", !typesHold(config));
});
withFault("made.edge", "made.backend", (_tsconfig, config) => {
  check(
    "a stack that is made twice while another is missing is found",
    lacks("trial", run("trial", config)).length > 0,
  );
});
withFault("$cli.paths.root", '"/nowhere"', (_tsconfig, config) => {
  check("a program that fails is found", lacks("trial", run("trial", config)).length > 0);
});
console.log(failed === 0 ? "SST: all checks passed" : `SST: ${failed} checks failed`);
process.exit(failed === 0 ? 0 : 1);

/** Puts SST's platform, with its types and providers, into `.sst`, unless this version is there. */
function fetchSst(): void {
  const stamp = at(".sst", "platform", "version");
  if (existsSync(stamp) && readFileSync(stamp, "utf8").includes(VERSION)) return;
  console.log(`  Fetching SST ${VERSION} …`);
  mkdirSync(cli, { recursive: true });
  writeFileSync(path.join(cli, "package.json"), '{ "private": true }\n');
  const env = { SST_SKIP_DEPENDENCY_CHECK: "1", SST_NO_BUN: "1", SST_TELEMETRY_DISABLED: "1", SST_STAGE: "trial" };
  must("npm", ["install", "--no-audit", "--no-fund", `sst@${VERSION}`], { cwd: cli });
  must(path.join(cli, "node_modules", ".bin", "sst"), ["install"], { cwd: root, env: { ...process.env, ...env } });
}

function must(command: string, args: readonly string[], options: object): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8", ...options });
  if (status === 0) return;
  console.error(`${command} ${args.join(" ")} failed.\n${stdout}${stderr}${error?.message ?? ""}`);
  process.exit(1);
}

function check(what: string, holds: boolean): void {
  console.log(`  ${holds ? "ok" : "FAILED"}: ${what}`);
  if (!holds) failed++;
}

function typesHold(tsconfig: string): boolean {
  const { status, stdout } = spawnSync(bin("tsc"), ["-p", at(tsconfig)], { encoding: "utf8" });
  if (status !== 0) console.log(`    ${stdout.trim().split("\n")[0]}`);
  return status === 0;
}

/** What the program makes of a stage, in a process of its own. */
function run(stage: string, config = "sst.config.ts"): Ran {
  const { stdout, stderr } = spawnSync(process.execPath, [at("scripts", "sst-program.ts"), stage, at(config)], {
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  try {
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  } catch {
    return { made: [], errors: [stderr || stdout || "The program ended without a word."] };
  }
}

/** What is missing of a stage: both stacks, in their order, and each file that their templates ask for, where they ask for it. */
function lacks(stage: string, { made, errors }: Ran): string[] {
  const names = stackNames({ name: stage });
  const stacks = made.filter(({ type }) => type === "aws:cloudformation/stack:Stack").map(({ inputs }) => inputs.name);
  const uploads = made
    .filter(({ type }) => type === "aws:s3/bucketObjectv2:BucketObjectv2")
    .map(({ inputs }) => inputs);
  const keys = new Set(uploads.map(({ key }) => String(key)));
  const absent = uploads.filter(({ source }) => !existsSync(String(source))).map(({ key }) => `${key} is no file`);
  const templates = uploads.filter(({ key }) => String(key).endsWith(".template.json"));
  const asked = templates.flatMap(({ source, bucket }) => {
    const text = existsSync(String(source)) ? readFileSync(String(source), "utf8") : "";
    return [...text.matchAll(/"S3Bucket":\{"Fn::Sub":"([^"]+)"\},"S3Key":"([^"]+)"/g)].flatMap(
      ([, from = "", key = ""]) => [
        ...(keys.has(key) ? [] : [`${key} is not uploaded`]),
        ...(from.replace(/\$\{AWS::AccountId\}/, ACCOUNT) === bucket
          ? []
          : [`functions lie in ${bucket}, not ${from}`]),
      ],
    );
  });
  const parameters = made.filter(({ type }) => type === "aws:ssm/parameter:Parameter").map(({ inputs }) => inputs.name);
  return [
    ...errors.map((error) => error.split("\n")[0] ?? ""),
    ...(stacks.join() === [names.backend, names.edge].join() ? [] : [`the stacks are ${stacks.join(", ")}`]),
    ...(parameters.length === 2 ? [] : [`the secrets are ${parameters.join(", ")}`]),
    ...(uploads.length >= 7 ? [] : [`only ${uploads.length} files are uploaded`]),
    ...absent,
    ...asked,
  ];
}

/** Does something with a copy of the program that is wrong in one place. */
function withFault(right: string, wrong: string, use: (tsconfig: string, config: string) => void): void {
  const program = readFileSync(at("infra", "sst", "deploy.ts"), "utf8");
  if (!program.includes(right)) throw new Error(`infra/sst/deploy.ts has no “${right}” to be made wrong.`);
  const [copy, config, tsconfig] = ["infra/sst/faulty.ts", "sst.faulty.config.ts", "infra/sst/tsconfig.faulty.json"];
  try {
    writeFileSync(at(copy), program.replaceAll(right, wrong));
    writeFileSync(at(config), readFileSync(at("sst.config.ts"), "utf8").replace("./infra/sst/deploy.ts", `./${copy}`));
    writeFileSync(at(tsconfig), JSON.stringify({ extends: "./tsconfig.json", files: [`../../${config}`] }));
    use(tsconfig, config);
  } finally {
    for (const file of [copy, config, tsconfig]) rmSync(at(file), { force: true });
  }
}
