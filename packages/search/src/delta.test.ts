import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyDelta, type Delta, decodeDelta, diff, encodeDelta } from "./delta.ts";
import { SnapshotError } from "./snapshot-error.ts";
import {
  anyHead,
  anyListed,
  hostileText,
  listed,
  listing,
  runs,
  TOWN as TOWN_ENTRIES,
  TOWN_HEAD,
} from "./test-data.ts";

const TOWN = TOWN_ENTRIES.map((entry) => listed(entry, { street: "1 Main St", phone: "+1 530 555 0100" }));
const BASE = "0123456789abcdef.bin";

function problemOf(value: unknown): string {
  const bytes = value instanceof Uint8Array ? value : new TextEncoder().encode(JSON.stringify(value));
  try {
    decodeDelta(bytes);
    return "none";
  } catch (error) {
    expect(error).toBeInstanceOf(SnapshotError);
    return error instanceof SnapshotError ? error.code : "other";
  }
}

describe("a delta", () => {
  test("turns one set of entries into the other", () => {
    fc.assert(
      fc.property(anyListed, anyListed, (before, after) => {
        const now = [
          ...before.filter((_, i) => i % 2),
          ...after.filter(({ slug }) => !before.some((b) => b.slug === slug)),
        ];

        const changes = diff(before, now);

        expect(applyDelta(before, changes)).toEqual(applyDelta(now, { put: [], removed: [] }));
        expect(changes.put.length + changes.removed.length).toBeLessThanOrEqual(before.length + after.length);
      }),
      runs(100),
    );
  });

  test("is empty between the same entries in another order, and positions that round to the same", () => {
    const moved = TOWN.map((entry) => ({
      ...entry,
      position: entry.position && { lat: entry.position.lat + 1e-7, lon: entry.position.lon },
    }));

    expect(diff(TOWN, moved.toReversed())).toEqual({ put: [], removed: [] });
  });

  test("names what is new, changed and gone in the order of slugs", () => {
    const [joe, zone, ...others] = TOWN;
    const now = [...others, { ...zone, town: "Davis" }, listed(listing({ slug: "b" })), listed(listing({ slug: "a" }))];

    const { put, removed } = diff(
      TOWN,
      now.flatMap((entry) => (entry.slug ? [listed(listing({ ...entry, slug: entry.slug }), entry)] : [])),
    );

    expect(put.map(({ slug }) => slug)).toEqual(["a", "b", "sushi-zone"]);
    expect(removed).toEqual([joe?.slug]);
  });

  test("comes back from its bytes", () => {
    fc.assert(
      fc.property(anyListed, anyHead, hostileText, (put, head, base) => {
        const delta: Delta = {
          base,
          put,
          removed: ["\ud800 gone"].filter((s) => put.every((e) => e.slug !== s)),
          head,
        };

        expect(decodeDelta(encodeDelta(delta))).toEqual(delta);
      }),
      runs(100),
    );
  });
});

describe("decodeDelta", () => {
  const good = { format: 1, base: BASE, head: TOWN_HEAD, put: TOWN, removed: ["gone"] };

  test("reads a good one", () => {
    expect(problemOf(good)).toBe("none");
  });

  test("says what is no delta and what is a newer one", () => {
    expect(problemOf(new TextEncoder().encode("<html>"))).toBe("not-a-snapshot");
    expect(problemOf(Uint8Array.of(0xff, 0xfe))).toBe("not-a-snapshot");
    for (const other of [null, 1, [], {}, { format: "1" }]) expect(problemOf(other)).toBe("not-a-snapshot");
    expect(problemOf({ format: 2 })).toBe("newer-version");
  });

  test.each([
    ["a missing field", { ...good, removed: undefined }],
    ["a field too many", { ...good, more: 1 }],
    ["format 0", { ...good, format: 0 }],
    ["no file name", { ...good, base: 1 }],
    ["entries that are no list", { ...good, put: {} }],
    ["an entry that is no object", { ...good, put: [null] }],
    ["an entry with a field too many", { ...good, put: [{ ...TOWN[0], email: "x" }] }],
    ["an entry without tags", { ...good, put: [{ ...TOWN[0], tags: undefined }] }],
    ["a level that is a number", { ...good, put: [{ ...TOWN[0], featured: 8 }] }],
    ["an entry without a street", { ...good, put: [{ ...TOWN[0], street: undefined }] }],
    ["a place of another kind", { ...good, head: { ...TOWN_HEAD, places: [{ ...TOWN_HEAD.places[0], kind: "x" }] } }],
    ["a place in no box", { ...good, head: { ...TOWN_HEAD, places: [{ name: "", kind: "town", box: {} }] } }],
    ["hours of no window", { ...good, head: { ...TOWN_HEAD, hours: null } }],
    ["a place off the earth", { ...good, put: [{ ...TOWN[0], position: { lat: 91, lon: 0 } }] }],
    ["a latitude in words", { ...good, put: [{ ...TOWN[0], position: { lat: "1", lon: 0 } }] }],
    ["a slug put twice", { ...good, put: [TOWN[0], TOWN[0]] }],
    ["a slug put and removed", { ...good, removed: ["joes-cafe"] }],
    ["a slug that is a number", { ...good, removed: [7] }],
    ["a category without a name", { ...good, head: { ...TOWN_HEAD, categories: [{ slug: "a", parent: null }] } }],
    [
      "a category whose parent is a number",
      { ...good, head: { ...TOWN_HEAD, categories: [{ slug: "a", name: "", parent: 1 }] } },
    ],
  ])("refuses %s", (_, delta) => {
    expect(problemOf(delta)).toBe("corrupt");
  });

  test("refuses every part of a delta", () => {
    const bytes = encodeDelta({ base: BASE, head: TOWN_HEAD, put: TOWN, removed: [] });

    for (let length = 0; length < bytes.length; length++)
      expect(problemOf(bytes.subarray(0, length))).toBe("not-a-snapshot");
  });
});
