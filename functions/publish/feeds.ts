import { instant } from "@mainstreet/core/local-date";
import { compare } from "@mainstreet/core/text";
import { eventPath } from "./events.ts";
import { newest } from "./pages.ts";
import type { Showing } from "./shown.ts";

const MOST = 30;

type Entry = {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly summary: string;
  readonly at: string;
};
type Feed = {
  readonly title: string;
  readonly home: string;
  readonly language: string;
  readonly entries: readonly Entry[];
};

/** The members who joined last, as both feeds tell it. */
export function newMembers(showing: Showing, urlOf: (path: string) => string): Feed {
  const { name, language } = showing.directory.chamber;
  const entries = newest(showing.rows, showing.date, MOST).map(({ listing, card, since }) => ({
    id: `urn:mainstreet:${listing.memberId}`,
    title: listing.name,
    url: urlOf(`/members/${listing.slug}/`),
    summary: listing.summary || [card.category, card.town].filter(Boolean).join(", "),
    at: instant(Date.parse(`${since}T00:00:00Z`)),
  }));
  return { title: `New members of ${name}`, home: urlOf("/"), language, entries };
}

/** The events to come, as both feeds tell it: the one that was made or changed last comes first. */
export function comingEvents(showing: Showing, urlOf: (path: string) => string): Feed {
  const { name, language } = showing.directory.chamber;
  const entries = showing.events
    .filter(({ isPast }) => !isPast)
    .toSorted((a, b) => compare(b.event.updatedAt, a.event.updatedAt) || compare(a.event.id, b.event.id))
    .slice(0, MOST)
    .map(({ event, card }) => ({
      id: `urn:mainstreet:${event.id}`,
      title: card.isCancelled ? `Cancelled: ${event.title}` : event.title,
      url: urlOf(eventPath(event.slug)),
      summary: [event.startsAt.replace("T", " "), card.venue, card.town, event.summary].filter(Boolean).join(", "),
      at: event.updatedAt,
    }));
  return { title: `Mixers and events of ${name}`, home: urlOf("/mixers/"), language, entries };
}

/** A feed as Atom (RFC 4287). */
export function atom(feed: Feed, self: string): string {
  const entries = feed.entries.map(
    (e) =>
      `  <entry>\n    <id>${xml(e.id)}</id>\n    <title>${xml(e.title)}</title>\n    <link href="${xml(e.url)}"/>\n` +
      `    <published>${e.at}</published>\n    <updated>${e.at}</updated>\n    <summary>${xml(e.summary)}</summary>\n  </entry>\n`,
  );
  const updated = feed.entries[0]?.at ?? instant(0);
  return (
    `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xml(feed.language)}">\n` +
    `  <id>${xml(self)}</id>\n  <title>${xml(feed.title)}</title>\n  <link rel="self" href="${xml(self)}"/>\n` +
    `  <link href="${xml(feed.home)}"/>\n  <updated>${updated}</updated>\n  <author><name>${xml(feed.title)}</name></author>\n${entries.join("")}</feed>\n`
  );
}

/** A feed as JSON Feed 1.1 (jsonfeed.org). */
export function jsonFeed(feed: Feed, self: string): string {
  const items = feed.entries.map((e) => ({
    id: e.id,
    url: e.url,
    title: e.title,
    summary: e.summary,
    content_text: e.summary || e.title,
    date_published: e.at,
  }));
  return `${JSON.stringify(
    {
      version: "https://jsonfeed.org/version/1.1",
      title: feed.title,
      home_page_url: feed.home,
      feed_url: self,
      language: feed.language,
      items,
    },
    null,
    1,
  )}\n`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML 1.0 §2.2: one of these characters and no reader takes the document. */
const REFUSED = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text that is safe between tags and in attributes of XML. */
export function xml(text: string): string {
  return text.replace(REFUSED, "").replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c);
}
