import { ChamberError } from "@mainstreet/core/error";
import type { Context } from "hono";
import { readForm } from "../forms/read-form.ts";
import type { ApiEnv } from "../needs.ts";
import type { Operation } from "../operation.ts";

const JSON_TYPE = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i;
const MEGABYTE = 1024 * 1024;
/** What mail programs send, and what browsers do for them (RFC 8058, 3.2). */
const ONE_CLICK_TYPE = /^(multipart\/form-data|application\/x-www-form-urlencoded|application\/json)\s*(;|$)/i;
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;\s*charset="?utf-8"?\s*)?$/i;

/**
 * Reads the body of a request, never more than its limit, and leaves it for the handlers: JSON in UTF-8, or nothing where
 * nothing is declared. Where forms are declared a form is made into the JSON and the key that it stands for.
 * A file is left as it came.
 * @throws `unsupported-type`, `too-large`, `malformed`
 */
export async function receiveBody(
  c: Context<ApiEnv>,
  { bodyLimit, fileTypes, form, oneClick }: Operation,
): Promise<void> {
  if (fileTypes.length > 0) return receiveFile(c, bodyLimit, fileTypes);
  if (oneClick) return receiveOneClick(c, bodyLimit);
  const type = c.req.header("Content-Type");
  const isForm = form && type !== undefined && FORM_TYPE.test(type);
  if (type === undefined ? bodyLimit > 0 : !isForm && !JSON_TYPE.test(type))
    throw new ChamberError("unsupported-type", "Send the body as application/json in UTF-8.");
  const bytes = await read(c.req.raw, bodyLimit);
  const text = decoded(bytes);
  c.set("body", bytes);
  if (isForm) receiveForm(c, text);
  else if (bodyLimit > 0) c.req.raw = new Request(c.req.raw, { body: bytes });
}

/** All that it says is that it is one click, which its address says too: it is taken, and not looked at. */
async function receiveOneClick(c: Context<ApiEnv>, limit: number): Promise<void> {
  const type = c.req.header("Content-Type");
  if (type !== undefined && !ONE_CLICK_TYPE.test(type))
    throw new ChamberError("unsupported-type", "Send the form List-Unsubscribe=One-Click, or nothing.");
  c.set("body", await read(c.req.raw, limit));
}

/** What the file is said to be is looked at after its size: a photo that is too large is told so, whatever it is. */
async function receiveFile(c: Context<ApiEnv>, limit: number, types: readonly string[]): Promise<void> {
  const bytes = await read(c.req.raw, limit);
  const type = c.req.header("Content-Type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!types.includes(type)) {
    const isHeic = type === "image/heic" || type === "image/heif";
    throw new ChamberError(
      "unsupported-type",
      isHeic
        ? "This is a HEIC picture, which cannot be read here. Save it as a JPEG, then upload that."
        : `Only these kinds of files are taken: ${types.join(", ")}.`,
    );
  }
  c.set("body", bytes);
}

function receiveForm(c: Context<ApiEnv>, text: string): void {
  const { typed, key, json } = readForm(text);
  c.set("typed", typed);
  const { url, method, headers: sent } = c.req.raw;
  const headers = new Headers(sent);
  headers.set("Content-Type", "application/json");
  headers.delete("Content-Length");
  if (key !== null && !headers.has("Idempotency-Key")) headers.set("Idempotency-Key", key);
  c.req.raw = new Request(url, { method, headers, body: JSON.stringify(json) });
}

function most(limit: number): string {
  return limit >= MEGABYTE ? `The file may have ${limit / MEGABYTE} MB` : `The body may have ${limit} bytes`;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ChamberError("malformed", "The body is not UTF-8.", { cause });
  }
}

async function read({ body, headers }: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const refuse = () => new ChamberError("too-large", limit > 0 ? `${most(limit)} at most.` : "This takes no body.");
  if (Number(headers.get("Content-Length") ?? 0) > limit) throw refuse();
  const reader = body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (reader) {
    const { done, value } = await reader.read().catch((cause) => {
      throw new ChamberError("malformed", "The body did not arrive whole.", { cause });
    });
    if (done) break;
    size += value.length;
    if (size > limit) {
      // Nobody waits for this: the sender learns of it by the answer.
      reader.cancel().catch(() => undefined);
      throw refuse();
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
