import type { FoundRow } from "../search/protocol.ts";
import { element, siteBase } from "../site/element.ts";
import { href } from "../site/href.ts";
import { map } from "../strings/en-screen.ts";

/** How many listings of one place are named. */
const MOST = 6;

/** Fills the card on the map with the listings of the place that was chosen. */
export function fillMapCard(card: HTMLElement, rows: readonly FoundRow[], onClose: () => void): void {
  const close = element("button", "map-card-close", "×");
  close.type = "button";
  close.ariaLabel = map.close;
  close.addEventListener("click", onClose);

  const list = element("ul");
  list.append(...rows.slice(0, MOST).map(listItem));
  const head = rows.length > 1 ? [element("p", "map-card-count", map.count(rows.length))] : [];
  const rest = rows.length > MOST ? [element("p", "map-card-rest", map.more(rows.length - MOST))] : [];
  card.replaceChildren(close, ...head, list, ...rest);
}

function listItem(row: FoundRow): HTMLLIElement {
  const link = element("a", "", row.name);
  link.href = href({ base: siteBase() }, `/members/${row.slug}/`);
  const item = element("li");
  item.append(link);
  const what = [row.category, row.town].filter(Boolean).join(" · ");
  if (what) item.append(element("p", "", what));
  return item;
}
