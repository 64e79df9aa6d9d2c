import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** An item as the wire has it, as plain values: of the types that the store writes. */
export function plain(item: Readonly<Record<string, AttributeValue>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.NULL) return null;
  if (value.L) return value.L.map(plainValue);
  if (value.M) return plain(value.M);
  throw new Error(`The simulator does not know ${Object.keys(value).join()}.`);
}
