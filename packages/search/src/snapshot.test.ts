import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crc32 } from "./checksum.ts";
import { encode, snapshotOf } from "./encode.ts";
import { openSnapshot } from "./read-rows.ts";
import type { Rows } from "./rows.ts";
import { searchWords } from "./search-words.ts";
import { joinSections, splitSections } from "./sections.ts";
import { decode, type Snapshot } from "./snapshot.ts";
import { SnapshotError } from "./snapshot-error.ts";
import { anyEntries, anyHead, listing, runs, TOWN, TOWN_HEAD } from "./test-data.ts";

const HEADER = 13;

function bySlug<T extends { readonly slug: string }>(entries: readonly T[]): T[] {
  return entries.toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
}

function problemOf(bytes: Uint8Array): string {
  try {
    decode(bytes);
    return "none";
  } catch (error) {
    expect(error).toBeInstanceOf(SnapshotError);
    return error instanceof SnapshotError ? error.code : "other";
  }
}

/** What is read first, null where it is refused. */
function rowsIn(bytes: Uint8Array): Rows | null {
  try {
    return openSnapshot(bytes).rows;
  } catch (error) {
    expect(error).toBeInstanceOf(SnapshotError);
    return null;
  }
}

/** The bytes with a checksum and length that fit, as a hostile writer would send them. */
function resealed(bytes: Uint8Array): Uint8Array {
  const sealed = bytes.slice();
  const view = new DataView(sealed.buffer);
  view.setUint32(5, sealed.length - HEADER, true);
  view.setUint32(9, crc32(sealed.subarray(HEADER)), true);
  return sealed;
}

describe("a snapshot", () => {
  test("gives back whatever went in", () => {
    fc.assert(
      fc.property(anyEntries, anyHead, (entries, head) => {
        const snapshot = decode(encode(entries, head));

        expect(snapshot.head).toEqual(head);
        expect(snapshot.size).toBe(entries.length);
        expect(bySlug(snapshot.entries())).toEqual(bySlug(entries));
      }),
      runs(300),
    );
  });

  test("has the same bytes for every order of the entries", () => {
    const shuffledTwice = anyEntries.chain((entries) =>
      fc.tuple(
        fc.constant(entries),
        fc.shuffledSubarray(entries, { minLength: entries.length, maxLength: entries.length }),
      ),
    );

    fc.assert(
      fc.property(shuffledTwice, anyHead, ([entries, others], head) => {
        expect(encode(others, head)).toEqual(encode(entries, head));
      }),
      runs(200),
    );
  });

  test("is the same when made directly as after encoding", () => {
    fc.assert(
      fc.property(anyEntries, anyHead, (entries, head) => {
        const columns = (snapshot: Snapshot) =>
          Object.fromEntries(Object.entries(snapshot).filter(([, value]) => typeof value !== "function"));
        const [made, decoded] = [snapshotOf(entries, head), decode(encode(entries, head))];

        expect(columns(decoded)).toEqual(columns(made));
        expect(decoded.entries()).toEqual(made.entries());
      }),
      runs(50),
    );
  });

  test("stores the slugs that the name gives for nothing", () => {
    const plain = [listing({ slug: "joes-cafe", name: "Joe's Café" })];
    const changed = [listing({ slug: "joes-cafe-davis", name: "Joe's Café" })];
    const other = [listing({ slug: "the-old-one", name: "Joe's Café" })];

    const sizes = [plain, changed, other].map((entries) => encode(entries, TOWN_HEAD).length);

    expect(sizes[1]).toBe((sizes[0] ?? 0) + "+-davis".length);
    expect(sizes[2]).toBe((sizes[0] ?? 0) + "=the-old-one".length);
  });

  test("has rows with a position first, then the others by name", () => {
    const entries = [listing({ slug: "b" }), listing({ slug: "c", name: "Ä" }), ...TOWN];

    const snapshot = decode(encode(entries, TOWN_HEAD));

    const located = snapshot.entries().map((entry) => entry.position !== null);
    expect(located).toEqual([true, true, true, false, false, false]);
    expect(
      snapshot
        .entries()
        .slice(3)
        .map(({ name }) => name),
    ).toEqual(["Ä", "b", "Sushi  Zone"]);
    expect(snapshot.located).toBe(3);
    expect(snapshot.entry(0).position).toEqual({
      lat: (snapshot.y[0] ?? 0) / 1e5,
      lon: (snapshot.x[0] ?? 0) / 1e5,
    });
  });

  test("finds rows by slug and knows its last row", () => {
    const snapshot = decode(encode(TOWN, TOWN_HEAD));

    for (const { slug } of TOWN) expect(snapshot.entry(snapshot.rowOf(slug)).slug).toBe(slug);
    expect(snapshot.rowOf("nobody")).toBe(-1);
    for (const row of [-1, 0.5, TOWN.length]) expect(() => snapshot.entry(row)).toThrow(RangeError);
  });

  test("rounds positions to 1e-5 degrees", () => {
    const [entry] = decode(
      encode([listing({ slug: "a", position: { lat: 1.000004999, lon: -0.000001 } })], TOWN_HEAD),
    ).entries();

    expect(entry?.position).toEqual({ lat: 1, lon: 0 });
  });

  test.each([
    ["a slug twice", [listing({ slug: "a" }), listing({ slug: "a", name: "b" })]],
    ["a latitude of 91", [listing({ slug: "a", position: { lat: 91, lon: 0 } })]],
    ["no longitude", [listing({ slug: "a", position: { lat: 0, lon: Number.NaN } })]],
  ])("is not made of entries with %s", (_, entries) => {
    expect(() => encode(entries, TOWN_HEAD)).toThrow(RangeError);
  });
});

describe("decode", () => {
  const bytes = encode(TOWN, TOWN_HEAD);

  test("refuses every part of a snapshot", () => {
    for (let length = 1; length < bytes.length; length++) {
      expect(problemOf(bytes.subarray(0, length))).toBe("corrupt");
    }
  });

  test("refuses a snapshot with anything after it", () => {
    expect(problemOf(Uint8Array.of(...bytes, 0))).toBe("corrupt");
  });

  test("refuses every change of a single byte", () => {
    for (let at = 0; at < bytes.length; at++) {
      for (const change of [1, 128, 255]) {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ change;
        expect(problemOf(changed)).not.toBe("none");
      }
    }
  });

  test("says that a newer version is one, whatever its checksum", () => {
    const newer = bytes.slice();
    newer[4] = 3;
    expect(problemOf(newer)).toBe("newer-version");
    newer[20] = 0;
    expect(problemOf(newer)).toBe("newer-version");
    newer[4] = 0;
    expect(problemOf(newer)).toBe("corrupt");
  });

  test("says that other files are no snapshot", () => {
    expect(problemOf(new Uint8Array())).toBe("not-a-snapshot");
    expect(problemOf(new TextEncoder().encode("<!doctype html><title>Not found</title>"))).toBe("not-a-snapshot");
    expect(problemOf(new TextEncoder().encode("{}"))).toBe("not-a-snapshot");
  });

  test("reads a view on a larger buffer", () => {
    const larger = new Uint8Array(bytes.length + 10);
    larger.set(bytes, 7);

    expect(decode(larger.subarray(7, 7 + bytes.length)).entries()).toEqual(decode(bytes).entries());
  });

  test("refuses or reads hostile bytes whose checksum fits, and throws nothing else", () => {
    const change = fc.tuple(fc.integer({ min: HEADER, max: bytes.length - 1 }), fc.integer({ min: 0, max: 255 }));

    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat({ max: 3 }), (changes, cut) => {
        const hostile = bytes.slice(0, bytes.length - cut);
        for (const [at, byte] of changes) hostile[Math.min(at, hostile.length - 1)] = byte;
        const sealed = resealed(hostile);

        if (problemOf(sealed) === "none") expect(decode(sealed).entries()).toHaveLength(decode(sealed).size);
        const rows = rowsIn(sealed);
        for (const text of ["jo", "wifi", "s z"]) {
          const found = rows && searchWords(rows, text, "", 0, 9);
          for (const row of found?.rows ?? []) expect(rows?.name(row)).toEqual(expect.any(String));
        }
      }),
      runs(3000),
    );
  });

  test("passes over sections it does not know", () => {
    const sections = new Map([...splitSections(bytes.subarray(HEADER)), [99, Uint8Array.of(1, 2)] as const]);
    const extended = Uint8Array.of(...bytes.subarray(0, HEADER), ...joinSections(sections));

    expect(decode(resealed(extended)).entries()).toEqual(decode(bytes).entries());
  });
});
