import { ByteWriter } from "./bytes.ts";
import { check } from "./check.ts";

/** The columns of a file by number. Numbers are never given twice; a reader passes over those it does not know. */
export type Sections = ReadonlyMap<number, Uint8Array>;

/** Number of sections; then number and length of each; then their bytes in the same order. */
export function joinSections(sections: Sections): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter();
  writer.number(sections.size);
  for (const [id, bytes] of sections) {
    writer.number(id);
    writer.number(bytes.length);
  }
  for (const bytes of sections.values()) writer.append(bytes);
  return writer.finish();
}

/** Views on the sections of a payload, nothing is copied. RangeError when they do not fill it exactly. */
export function splitSections(payload: Uint8Array): Sections {
  let at = 0;
  const number = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = payload[at++];
      check(byte !== undefined && scale <= 2 ** 42);
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };

  const count = number();
  const table: [id: number, length: number][] = [];
  for (let i = 0; i < count; i++) table.push([number(), number()]);

  const sections = new Map<number, Uint8Array>();
  for (const [id, length] of table) {
    check(!sections.has(id) && length <= payload.length - at);
    sections.set(id, payload.subarray(at, at + length));
    at += length;
  }
  check(at === payload.length);
  return sections;
}
