import { trouble } from "../strings/en-account.ts";

/** What a request that cannot be done is answered with, as far as these pages use it. */
export type Problem = {
  readonly status: number;
  readonly code: string;
  /** A sentence for people. */
  readonly detail: string;
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  readonly version?: number;
  readonly clashes?: readonly Clash[];
};

/** A field that two people have set: `yours` is missing where one has only decided on it. */
export type Clash = { readonly field: string; readonly yours?: unknown; readonly theirs: unknown };

export type Answer<Body> =
  | { readonly ok: true; readonly body: Body }
  | { readonly ok: false; readonly problem: Problem };

type Asked = {
  readonly body?: unknown;
  readonly version?: number;
  /** The key of the request where somebody may press again: the same one for the same words. */
  readonly key?: string;
};

/** For a request that nobody has answered. */
export const UNREACHABLE: Problem = { status: 0, code: "unreachable", detail: trouble.unreachable };
const AGAIN_MS = 700;

/** Reads something of the API. @param path below its root, such as "account/sessions" */
export function read<Body>(path: string): Promise<Answer<Body>> {
  return request(path, { method: "GET" });
}

/** What is on its way, by what it says. */
const underway = new Map<string, Promise<Answer<unknown>>>();

/**
 * Changes something through the API. A request that gets lost is sent a second time under the same key, so that it is
 * carried out once. One that says the same as one that is still on its way is a second press, and has its answer.
 * @param asked the body, and the version that is changed
 */
export function change<Body>(method: string, path: string, asked: Asked = {}): Promise<Answer<Body>> {
  const said = JSON.stringify([method, path, asked]);
  const same = underway.get(said);
  if (same) return same as Promise<Answer<Body>>;
  const answer = send<Body>(method, path, asked).finally(() => underway.delete(said));
  underway.set(said, answer);
  return answer;
}

async function send<Body>(method: string, path: string, asked: Asked): Promise<Answer<Body>> {
  const headers: Record<string, string> = { "Idempotency-Key": asked.key ?? crypto.randomUUID() };
  if (asked.body !== undefined) headers["Content-Type"] = "application/json";
  if (asked.version !== undefined) headers["If-Match"] = `"v${asked.version}"`;
  const options = { method, headers, ...(asked.body !== undefined && { body: JSON.stringify(asked.body) }) };
  const answer = await request<Body>(path, options);
  if (answer.ok || (answer.problem.status !== 0 && answer.problem.status !== 503)) return answer;
  await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  return request(path, options);
}

async function request<Body>(path: string, options: RequestInit): Promise<Answer<Body>> {
  try {
    const response = await fetch(root() + path, { ...options, cache: "no-store" });
    const isText = response.headers.get("Content-Type")?.startsWith("text/html") === true;
    const body = isText ? await response.text() : await response.json();
    return response.ok ? { ok: true, body } : { ok: false, problem: body };
  } catch {
    return { ok: false, problem: UNREACHABLE };
  }
}

/** Where the API answers, with a slash at the end. */
export function root(): string {
  return document.querySelector<HTMLElement>("[data-api]")?.dataset.api ?? "/api/";
}
