/** A new element with a class and text. Data reaches the page only as text, never as HTML. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = "",
  text = "",
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** The base of the site, as layouts/Frame.astro wrote it. */
export function siteBase(): string {
  return document.documentElement.dataset.base ?? "/";
}
