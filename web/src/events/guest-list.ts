/** The heading above who comes. */
export const WHO_COMES = "Who is coming";

/** What the file of an event's guests says. */
type Guests = { readonly named: readonly { readonly name: string; readonly company: string }[]; readonly more: number };

/** Who comes, as lines of text; `more` is what is said of those who are not named, "" for none. */
export type GuestList = { readonly lines: readonly string[]; readonly more: string };

/** Names who comes in a part of the page that is hidden until somebody can be named. @param part with a list in it */
export async function showGuests(part: HTMLElement): Promise<void> {
  const answer = await fetch(part.dataset.guests ?? "");
  if (!answer.ok) return;
  const guests = guestList(await answer.json());
  const list = part.querySelector("ul");
  if (guests === null || list === null || guests.lines.length === 0) return;
  const lines = guests.more === "" ? guests.lines : [...guests.lines, guests.more];
  list.replaceChildren(
    ...lines.map((text) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    }),
  );
  part.hidden = false;
}

/** "Ada Lovelace, Engines & Sons" and the rest; null for what is no file of guests. */
export function guestList({ named, more }: Partial<Guests>): GuestList | null {
  if (!Array.isArray(named) || typeof more !== "number") return null;
  return {
    lines: named.map(({ name, company }) => (company ? `${name}, ${company}` : name)),
    more: more > 0 ? `and ${more} more` : "",
  };
}
