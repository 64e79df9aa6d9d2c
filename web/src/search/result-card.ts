import { initial } from "../listing/contact.ts";
import { element } from "../site/element.ts";
import { href } from "../site/href.ts";
import { card } from "../strings/en.ts";
import type { FoundRow } from "./protocol.ts";

/** A listing found by search, with the parts and classes of components/ListingCard.astro. */
export function resultCard(row: FoundRow, base: string): HTMLLIElement {
  const sign = element("span", "sign", initial(row.name));
  sign.ariaHidden = "true";

  const link = element("a", "", row.name);
  link.href = href({ base }, `/members/${row.slug}/`);
  const name = element("h3", "card-name");
  name.append(link);

  const text = element("div", "card-text");
  text.append(name);
  const what = [row.category, row.town].filter(Boolean).join(" · ");
  if (what) text.append(element("p", "card-what", what));
  if (!row.onMap) {
    const foot = element("p", "card-foot");
    foot.append(element("span", "no-pin", card.notOnMap));
    text.append(foot);
  }

  const item = element("li", "card");
  item.append(sign, text);
  return item;
}
