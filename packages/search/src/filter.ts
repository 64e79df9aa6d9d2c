import type { Filter } from "./find-rows.ts";
import { type Plugs, plugged } from "./plug.ts";
import type { Query } from "./query.ts";
import { words } from "./text.ts";

const NOTHING: readonly string[] = [];

/** What a query asks of rows. */
export function filterOf(query: Query, { areaOf, openMarks }: Plugs): Filter {
  const { text, box, category, town, tags, radius, open } = query;
  const marksAt = open === undefined ? null : plugged(openMarks);
  return {
    words: text ? words(text) : NOTHING,
    area: box || radius !== undefined ? plugged(areaOf)(query) : null,
    category: category ?? null,
    town: town ?? null,
    tags: tags ?? NOTHING,
    open: marksAt && open !== undefined ? (segment) => marksAt(segment, open) : null,
  };
}
