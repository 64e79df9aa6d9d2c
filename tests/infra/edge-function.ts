import { readFileSync } from "node:fs";
import path from "node:path";
import vm from "node:vm";
import * as z from "zod";

const FOLDER = path.resolve(import.meta.dirname, "../../infra/edge-functions");

const Values = z.record(
  z.string(),
  z.object({ value: z.string(), multiValue: z.array(z.object({ value: z.string() })).optional() }),
);
const Passed = z.object({ uri: z.string(), method: z.string(), headers: Values, cookies: Values });
const Answered = z.object({ statusCode: z.number(), headers: Values });
export type Result = z.infer<typeof Passed> | z.infer<typeof Answered>;

export type Sent = {
  readonly uri: string;
  readonly method?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: Readonly<Record<string, string>>;
};

/**
 * Runs a function as CloudFront does: alone with the language, nothing of Node's around it.
 * @param name of its file
 * @returns the request that goes on, or the answer that is given at once
 */
export function runAtEdge(
  name: "pages" | "api",
  { uri, method = "GET", query = "", headers = {}, cookies = {} }: Sent,
): Result {
  const code = readFileSync(path.join(FOLDER, `${name}.js`), "utf8");
  const querystring: Record<string, { value: string; multiValue?: { value: string }[] }> = {};
  for (const part of query.split("&").filter(Boolean)) {
    const [key = "", value = ""] = part.split(/=(.*)/);
    const known = querystring[key];
    if (!known) querystring[key] = { value };
    else known.multiValue = [...(known.multiValue ?? [{ value: known.value }]), { value }];
  }
  const request = { uri, method, querystring, headers: valuesOf(headers), cookies: valuesOf(cookies) };
  const event = { version: "1.0", viewer: { ip: "192.0.2.7" }, request };
  const result: unknown = JSON.parse(
    vm.runInNewContext(`${code}\nJSON.stringify(handler(${JSON.stringify(event)}))`, {}, { timeout: 1_000 }),
  );
  return z.union([Answered, Passed]).parse(result);
}

function valuesOf(plain: Readonly<Record<string, string>>): Record<string, { value: string }> {
  return Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, { value }]));
}
