import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/*
 * What DynamoDB counts, by its developer guide: "DynamoDB item sizes and formats" and "DynamoDB read and write operations".
 */

const READ_UNIT = 4096;
const WRITE_UNIT = 1024;
/** A map or a list counts three bytes, and one for each of what is in it. */
const CONTAINER = 3;

/** The size of an item in bytes: its names and its values. */
export function itemSize(item: Readonly<Record<string, AttributeValue>>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);
}

/** Units of a write of an item; in a transaction it costs twice as many. */
export function writeUnits(bytes: number, isTransaction = false): number {
  return Math.max(1, Math.ceil(bytes / WRITE_UNIT)) * (isTransaction ? 2 : 1);
}

/** Units of a read; half of them where it may be a little late. */
export function readUnits(bytes: number, isStrong = true): number {
  return Math.max(1, Math.ceil(bytes / READ_UNIT)) / (isStrong ? 1 : 2);
}

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return value.B.length;
  if (value.SS !== undefined) return value.SS.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (value.NS !== undefined) return value.NS.reduce((sum, text) => sum + numberSize(text), 0);
  if (value.L !== undefined) return CONTAINER + value.L.reduce((sum, each) => sum + 1 + valueSize(each), 0);
  if (value.M !== undefined) return CONTAINER + Object.keys(value.M).length + itemSize(value.M);
  return 1;
}

/** About one byte for two digits that count, and one more. */
function numberSize(text: string): number {
  const digits = text
    .replace(/^-/, "")
    .replace(/[eE].*$/, "")
    .replace(".", "")
    .replace(/^0+/, "")
    .replace(/0+$/, "");
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith("-") ? 1 : 0);
}
