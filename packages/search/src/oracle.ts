import type { Query } from "./engine.ts";
import type { Entry, SnapshotHead } from "./entry.ts";
import { hashText, shuffled } from "./shuffle.ts";

/*
 * What the engine should answer, found by looking at every entry with plain strings.
 */

function plainWords(text: string): string[] {
  const plain = text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .replaceAll("&", " and ");
  return plain.split(/[^a-z0-9上海ø]+/).filter((word) => word !== "");
}

function isBelow(head: SnapshotHead, slug: string, ancestor: string, depth = 0): boolean {
  if (slug === ancestor) return true;
  if (depth > head.categories.length) return false;
  return head.categories.some(
    (c) => c.slug === slug && c.parent !== null && isBelow(head, c.parent, ancestor, depth + 1),
  );
}

function passes(entry: Entry, query: Query, head: SnapshotHead): boolean {
  const { box, category, town } = query;
  if (box) {
    if (!entry.position) return false;
    const { lat, lon } = entry.position;
    if (lat < box.south || lat > box.north) return false;
    if (box.west > box.east ? lon < box.west && lon > box.east : lon < box.west || lon > box.east) return false;
  }
  if (category !== undefined && !entry.categories.some((slug) => isBelow(head, slug, category))) return false;
  if (town !== undefined && plainWords(entry.town).join() !== plainWords(town).join()) return false;
  const categoryNames = entry.categories.map((slug) => head.categories.findLast((c) => c.slug === slug)?.name ?? "");
  const all = plainWords([entry.name, ...categoryNames, entry.town, ...entry.tags].join(" "));
  return plainWords(query.text ?? "").every((word) => all.some((other) => other.startsWith(word)));
}

function rankOf(entry: Entry, query: Query): number {
  const wanted = plainWords(query.text ?? "");
  if (wanted.length === 0) return 0;
  const name = plainWords(entry.name);
  if (name.join(" ") === wanted.join(" ")) return 0;
  if (name.join(" ").startsWith(wanted.join(" "))) return 1;
  if (wanted.every((word) => name.includes(word))) return 2;
  return wanted.every((word) => name.some((other) => other.startsWith(word))) ? 3 : 4;
}

/** The straight line through the earth, which grows with the way on its surface. */
function chord(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const point = ({ lat, lon }: { lat: number; lon: number }): [number, number, number] => {
    const [y, x] = [(lat * Math.PI) / 180, (lon * Math.PI) / 180];
    return [Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)];
  };
  const [p, q] = [point(a), point(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

/** The entries that pass a query, in order. */
export function expected(entries: readonly Entry[], head: SnapshotHead, query: Query): Entry[] {
  const turn = (entry: Entry) => shuffled(hashText(query.day ?? ""), hashText(entry.slug));
  const far = (entry: Entry) => (query.near && entry.position ? chord(query.near, entry.position) : 0);
  return entries
    .filter((entry) => passes(entry, query, head))
    .sort(
      (a, b) =>
        rankOf(a, query) - rankOf(b, query) ||
        Number(a.position === null) - Number(b.position === null) ||
        far(a) - far(b) ||
        turn(a) - turn(b),
    );
}
