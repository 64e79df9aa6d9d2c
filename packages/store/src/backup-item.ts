import { createHash } from "node:crypto";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { ChamberError } from "@mainstreet/core/error";
import type { Key } from "./keys.ts";

/** An item as DynamoDB has it: numbers stay the text they are, so none is rounded. */
export type RawItem = Readonly<Record<string, AttributeValue>>;

/** One line of a part: an item as it was, or that one was gone by then. */
export type Entry = { readonly item: RawItem } | { readonly gone: Key };

type Json = null | string | boolean | readonly Json[] | { readonly [name: string]: Json };

/** An item as a line, the same for the same item: DynamoDB's own JSON, names in order, bytes in base64. */
export function lineOf(item: RawItem): string {
  return JSON.stringify({ Item: fieldsOf(item) });
}

/** A line that says that an item is no longer there. */
export function goneLine({ pk, sk }: Key): string {
  return JSON.stringify({ Gone: { pk, sk } });
}

/** Reads a line. @throws `malformed` */
export function entryOf(line: string): Entry {
  const parsed: unknown = parse(line);
  if (!isObject(parsed)) throw malformed();
  if (isObject(parsed.Item)) return { item: itemOf(parsed.Item) };
  if (!isObject(parsed.Gone)) throw malformed();
  const { pk, sk } = parsed.Gone;
  if (typeof pk !== "string" || typeof sk !== "string") throw malformed();
  return { gone: { pk, sk } };
}

/** The key of an item. @throws `malformed` where it has none */
export function keyOf({ pk, sk }: RawItem): Key {
  if (pk?.S === undefined || sk?.S === undefined) throw malformed();
  return { pk: pk.S, sk: sk.S };
}

/** What an item is; "" where it does not say. */
export function kindOf({ kind }: RawItem): string {
  return kind?.S ?? "";
}

/** The SHA-256 of a line, as a number: sums of these tell collections of items apart in whatever order they come. */
export function weightOf(line: string): bigint {
  return BigInt(`0x${createHash("sha256").update(line).digest("hex")}`);
}

function fieldsOf(item: Readonly<Record<string, AttributeValue>>): Json {
  const names = Object.keys(item).sort();
  return Object.fromEntries(names.map((name) => [name, jsonOf(item[name])]));
}

function jsonOf(value: AttributeValue | undefined): Json {
  if (value?.S !== undefined) return { S: value.S };
  if (value?.N !== undefined) return { N: value.N };
  if (value?.BOOL !== undefined) return { BOOL: value.BOOL };
  if (value?.NULL !== undefined) return { NULL: true };
  if (value?.M !== undefined) return { M: fieldsOf(value.M) };
  if (value?.L !== undefined) return { L: value.L.map(jsonOf) };
  if (value?.B !== undefined) return { B: base64(value.B) };
  if (value?.SS !== undefined) return { SS: value.SS.toSorted() };
  if (value?.NS !== undefined) return { NS: value.NS.toSorted() };
  if (value?.BS !== undefined) return { BS: value.BS.map(base64).sort() };
  throw malformed();
}

function itemOf(fields: Readonly<Record<string, unknown>>): RawItem {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, attributeOf(value)]));
}

function attributeOf(json: unknown): AttributeValue {
  if (!isObject(json)) throw malformed();
  const [[type, value] = ["", null], ...more] = Object.entries(json);
  if (more.length > 0) throw malformed();
  if (type === "S" && typeof value === "string") return { S: value };
  if (type === "N" && typeof value === "string") return { N: value };
  if (type === "BOOL" && typeof value === "boolean") return { BOOL: value };
  if (type === "NULL" && value === true) return { NULL: true };
  if (type === "B" && typeof value === "string") return { B: bytes(value) };
  if (type === "M" && isObject(value)) return { M: itemOf(value) };
  if (!Array.isArray(value)) throw malformed();
  if (type === "L") return { L: value.map(attributeOf) };
  const texts = value.map((one: unknown) => {
    if (typeof one !== "string") throw malformed();
    return one;
  });
  if (type === "SS") return { SS: texts };
  if (type === "NS") return { NS: texts };
  if (type === "BS") return { BS: texts.map(bytes) };
  throw malformed();
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw malformed();
  }
}

function base64(value: Uint8Array): string {
  return Buffer.from(value).toString("base64");
}

function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64"));
}

/** Says nothing of the line itself: it may be somebody's. */
function malformed(): ChamberError {
  return new ChamberError("malformed", "A line of the backup is not one that a backup has.");
}
