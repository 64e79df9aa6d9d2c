import type { LocalTime, OpenState } from "@mainstreet/search/schedule";
import { siteBase } from "../site/element.ts";
import type { Ask, Found, FoundRow } from "./protocol.ts";

/*
 * Search through the API, for a page that is older than the directory and cannot read its files. The parameters are those
 * of the page's own address.
 */

/** As much of the API's answer as a list shows. */
type Page = {
  readonly total: number;
  readonly forgiven: boolean;
  readonly listings: readonly {
    readonly slug: string;
    readonly name: string;
    readonly categories: readonly { readonly name: string }[];
    readonly town: string;
    readonly featured: string;
    readonly position: object | null;
    readonly distance: number | null;
    readonly open: OpenState["state"] | null;
    readonly until: string | null;
    readonly street: string;
    readonly phone: string;
    readonly website: string;
  }[];
};

/**
 * The listings that answer a question. Rejects when the API cannot be reached or answers with an error.
 * It finds no points, since rows of a snapshot are what points name.
 */
export async function findThroughApi(ask: Ask): Promise<Found> {
  const response = await fetch(`${siteBase()}api/listings?${apiQuery(ask)}`);
  if (!response.ok) throw new Error(`the API answers ${response.status}`);
  const { total, forgiven, listings }: Page = await response.json();
  return {
    total,
    forgiven,
    rows: listings.map(rowOf),
    points: new Int32Array(0),
    pointRows: new Uint32Array(0),
    isPart: false,
    isWhole: true,
    isRemote: true,
    place: null,
    category: ask.question.more?.category ?? "",
    choices: null,
  };
}

/** A question as the query of `GET /api/listings`. */
export function apiQuery({ question, limit, offset }: Pick<Ask, "question" | "limit" | "offset">): string {
  const { text, more } = question;
  const query = new URLSearchParams();
  const say = (name: string, value: string): void => {
    if (value) query.set(name, value);
  };
  say("q", text);
  say("category", more?.category || question.category);
  say("town", more?.town || question.town);
  if (more) {
    const { tags, open, near, radius, box } = more;
    say("tags", tags.join(","));
    say("open", open === null ? "" : "1");
    say("near", near ? `${near.lat},${near.lon}` : "");
    say("radius", near && radius ? String(radius) : "");
    say("bbox", box ? [box.west, box.south, box.east, box.north].join(",") : "");
  }
  say("limit", String(Math.max(1, limit)));
  say("cursor", offset > 0 ? String(offset) : "");
  return query.toString();
}

function rowOf(listing: Page["listings"][number]): FoundRow {
  const { slug, name, categories, town, featured, position, distance, open, until, street, phone, website } = listing;
  return {
    row: -1,
    slug,
    name,
    category: categories[0]?.name ?? "",
    town,
    featured,
    onMap: position !== null,
    distance,
    opening: open && { is: { state: open, until: until === null ? null : clock(until) }, at: clockHere(new Date()) },
    contact: { street, phone, website },
  };
}

/** "2026-11-22T17:00" on a wall clock. */
function clock(text: string): LocalTime {
  const [date = "", time = ""] = text.split("T");
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return { day: Date.parse(date) / 86_400_000, minute: hour * 60 + minute };
}

/** The visitor's own wall clock, for want of that of the place: who looks is mostly near. */
function clockHere(now: Date): LocalTime {
  const day = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86_400_000;
  return { day, minute: now.getHours() * 60 + now.getMinutes() };
}
