/*
 * The little that the pages of accounts need to build what they show. Nothing here is shared with the public pages: what two
 * entries share becomes a file of its own, and the home page would have to fetch it.
 */

type Child = Node | string | null;

/** A new element with attributes and what is in it; data reaches the page only as text, never as HTML. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | boolean>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(attribute, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A button that does something. */
export function button(text: string, className: string, press: () => void): HTMLButtonElement {
  const made = make("button", { type: "button", class: className }, text);
  made.addEventListener("click", press);
  return made;
}

/** The part of a page that its template has marked with `data-part`. @throws Error when there is none */
export function part(name: string, within: ParentNode = document): HTMLElement {
  const found = within.querySelector<HTMLElement>(`[data-part="${name}"]`);
  if (!found) throw new Error(`the page has no part ${name}`);
  return found;
}

/** A field of a form by its name. @throws Error when there is none */
export function field(form: ParentNode, name: string): HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  const found = form.querySelector<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(`[name="${name}"]`);
  if (!found) throw new Error(`the form has no field ${name}`);
  return found;
}

/** Shows parts, or hides them. */
export function show(isShown: boolean, ...parts: readonly HTMLElement[]): void {
  for (const each of parts) each.hidden = !isShown;
}

/** Says something in a live region; the same sentence said again is heard again. */
export function say(place: HTMLElement, text: string): void {
  place.textContent = "";
  place.textContent = text;
}

/** The base of the site, as layouts/Frame.astro wrote it. */
export function base(): string {
  return document.documentElement.dataset.base ?? "/";
}
