/** A card of the page's own list, as the publisher drew it. */
export type Listed = { readonly card: HTMLElement; readonly slug: string; readonly name: string };

/** The cards of the page's own list. */
export function listedCards(): Listed[] {
  const cards = document.querySelectorAll<HTMLElement>("[data-static] .card");
  return Array.from(cards).flatMap((card) => {
    const link = card.querySelector<HTMLAnchorElement>(".card-name a");
    const slug = decodeURIComponent(link?.pathname.split("/").at(-2) ?? "");
    return slug ? [{ card, slug, name: link?.textContent ?? "" }] : [];
  });
}
