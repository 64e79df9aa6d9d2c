import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crc32 } from "./checksum.ts";
import { decodeDetailColumns, decodeDetails, detailsOf, encodeDetails } from "./details.ts";
import type { Contact } from "./entry.ts";
import { SnapshotError } from "./snapshot-error.ts";
import { hostileText, runs } from "./test-data.ts";

const HEADER = 13;

const anyPhone = fc.oneof(
  hostileText,
  fc.stringMatching(/^[+=*]?[0-9 ()*-]{0,20}$/),
  fc.constantFrom("", "+1 859 555 0100", "0012", "=1", "*1", "٣٤"),
);
const anyWebsite = fc.oneof(
  hostileText,
  fc.webUrl(),
  fc.constantFrom("", "https://www.joes.com/", "http://*.com", "https://", "https://a\nb.org/", ".com", "$&.com"),
);
const anyStreet = fc.oneof(
  hostileText,
  fc.constantFrom("12 Main St", "012 Main St", "0 Main", "5  Elm", "9999999 Elm", "12a Elm", "7 ", "7 a\nb"),
);
const anyContact: fc.Arbitrary<Contact> = fc.record({ street: anyStreet, phone: anyPhone, website: anyWebsite });

const CONTACTS: readonly Contact[] = [
  { street: "12 Main St", phone: "+1 859 555 0100", website: "https://www.joes.com/" },
  { street: "14 Main St", phone: "+1 859 555 0199", website: "" },
  { street: "", phone: "", website: "http://example.org" },
];

function problemOf(bytes: Uint8Array, size = CONTACTS.length): string {
  try {
    decodeDetails(bytes, size);
    return "none";
  } catch (error) {
    expect(error).toBeInstanceOf(SnapshotError);
    return error instanceof SnapshotError ? error.code : "other";
  }
}

describe("details", () => {
  test("give back whatever went in", () => {
    fc.assert(
      fc.property(fc.array(anyContact, { maxLength: 8 }), (contacts) => {
        const details = decodeDetails(encodeDetails(contacts), contacts.length);

        expect(contacts.map((_, row) => details.contact(row))).toEqual(contacts);
      }),
      runs(500),
    );
  });

  test("say the same in another thread, which gets their columns", () => {
    const columns = decodeDetailColumns(encodeDetails(CONTACTS), CONTACTS.length);

    const posted = detailsOf(structuredClone(columns));

    expect(CONTACTS.map((_, row) => posted.contact(row))).toEqual(CONTACTS);
  });

  test("cost little where contacts are alike", () => {
    const contacts = Array.from({ length: 1000 }, (_, i) => ({
      street: `${100 + i} Main St`,
      phone: `+1 859 555 ${1000 + i}`,
      website: "",
    }));

    expect(encodeDetails(contacts).length).toBeLessThan(1000 * 12);
  });

  test("know no row that is not there", () => {
    const details = decodeDetails(encodeDetails(CONTACTS), CONTACTS.length);

    for (const row of [-1, 3, 0.5]) expect(() => details.contact(row)).toThrow(RangeError);
  });
});

describe("decodeDetails", () => {
  const bytes = encodeDetails(CONTACTS);

  test("refuses the details of another snapshot", () => {
    expect(problemOf(bytes, 2)).toBe("corrupt");
    expect(problemOf(bytes, 4)).toBe("corrupt");
  });

  test("refuses every part, every changed byte and anything after the end", () => {
    for (let length = 1; length < bytes.length; length++) expect(problemOf(bytes.subarray(0, length))).toBe("corrupt");
    for (let at = 0; at < bytes.length; at++) {
      expect(problemOf(bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)))).not.toBe("none");
    }
    expect(problemOf(Uint8Array.of(...bytes, 0))).toBe("corrupt");
  });

  test("says what is newer and what is something else", () => {
    expect(problemOf(bytes.map((byte, i) => (i === 4 ? 3 : byte)))).toBe("newer-version");
    expect(problemOf(new Uint8Array())).toBe("not-a-snapshot");
    expect(problemOf(new TextEncoder().encode("<!doctype html>"))).toBe("not-a-snapshot");
  });

  test("refuses or reads hostile bytes whose checksum fits, and throws nothing else", () => {
    const change = fc.tuple(fc.integer({ min: HEADER, max: bytes.length - 1 }), fc.integer({ min: 0, max: 255 }));

    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const hostile = bytes.slice();
        for (const [at, byte] of changes) hostile[at] = byte;
        new DataView(hostile.buffer).setUint32(9, crc32(hostile.subarray(HEADER)), true);

        if (problemOf(hostile) === "none") {
          const details = decodeDetails(hostile, 3);
          for (let row = 0; row < 3; row++) expect(typeof details.contact(row).phone).toBe("string");
        }
      }),
      runs(1000),
    );
  });
});
