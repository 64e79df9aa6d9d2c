import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stackNames } from "../stage.ts";
import { wholeEnv } from "./env.ts";
import { zipFolder } from "./zip.ts";

/** A file that has to lie in the bucket before a stack is made, under a key that changes with it. */
export type Upload = { readonly key: string; readonly path: string };

/** A stack as CloudFormation takes it. */
export type SynthesizedStack = { readonly name: string; readonly template: Upload; readonly assets: readonly Upload[] };

export type Synthesized = { readonly backend: SynthesizedStack; readonly edge: SynthesizedStack };

type Manifest = {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path: string; readonly packaging: "zip" | "file" };
        readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
      }
    >
  >;
};

/**
 * The stacks of a stage, made by the CDK in a process of its own: bundled into SST's program the CDK has 65 MB and does not run.
 * @param from.root of the project
 * @param from.isTrial makes them from the settings that the project comes with, too, which a deploy must not
 */
export function synthesize(from: {
  readonly root: string;
  readonly stage: string;
  readonly isTrial: boolean;
}): Synthesized {
  const { root, stage, isTrial } = from;
  const out = path.join(root, ".mainstreet", `cdk-${stage}`);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const context = { stage, shipper: "sst", example: isTrial ? "yes" : "no" };
  execFileSync(path.join(root, "node_modules", "node", "bin", "node"), [path.join(root, "infra", "app.ts")], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    // Node's own options are SST's, and of its version of Node.
    env: { ...wholeEnv(), NODE_OPTIONS: "", CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
  const names = stackNames({ name: stage });
  return { backend: stackOf(out, names.backend), edge: stackOf(out, names.edge) };
}

function stackOf(out: string, name: string): SynthesizedStack {
  const text = readFileSync(path.join(out, `${name}.template.json`), "utf8");
  const manifest: Manifest = JSON.parse(readFileSync(path.join(out, `${name}.assets.json`), "utf8"));
  const assets = Object.values(manifest.files)
    .filter(({ source }) => !source.path.endsWith(".template.json"))
    .map(({ source, destinations }): Upload => {
      const [destination] = Object.values(destinations);
      if (!destination) throw new Error(`${source.path} is to be nowhere.`);
      const from = path.join(out, source.path);
      if (source.packaging === "file") return { key: destination.objectKey, path: from };
      const archive = `${from}.zip`;
      writeFileSync(archive, zipFolder(from));
      return { key: destination.objectKey, path: archive };
    });
  return { name, template: shortened(out, name, text), assets };
}

/** Without its blanks; its key says what is in it, since only another address makes CloudFormation read it again. */
function shortened(out: string, name: string, text: string): Upload {
  const short = JSON.stringify(JSON.parse(text));
  const hash = createHash("sha256").update(short).digest("hex").slice(0, 16);
  const file = path.join(out, `${name}.${hash}.json`);
  writeFileSync(file, short);
  return { key: `${name}.${hash}.template.json`, path: file };
}
