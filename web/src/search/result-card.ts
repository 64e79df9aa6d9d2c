import { element } from "../site/element.ts";
import { href } from "../site/href.ts";
import { card } from "../strings/en-card.ts";
import type { FoundRow } from "./protocol.ts";

/** A listing found by search, with the parts and classes of components/ListingCard.astro. */
export function resultCard(row: FoundRow, base: string): HTMLLIElement {
  const sign = element("span", "sign", /[\p{L}\p{N}]/u.exec(row.name)?.[0].toUpperCase());
  sign.ariaHidden = "true";

  const link = element("a", "", row.name);
  link.href = href({ base }, `/members/${row.slug}/`);
  const name = element("h3", "card-name");
  name.append(link);

  const text = element("div", "card-text");
  if (row.featured) text.append(element("p", "badge", card.featured(row.featured)));
  text.append(name, element("p", "card-what", [row.category, row.town].filter(Boolean).join(" · ")));
  // Lines with a height of their own, filled when the second file is here: no card moves then.
  for (const line of ["opening", "street", "foot"]) text.append(element("p", `card-${line}`));
  if (!row.onMap) text.append(element("p", "card-what no-pin", card.notOnMap));

  const item = element("li", row.featured ? "card found featured" : "card found");
  item.append(sign, text);
  return item;
}
