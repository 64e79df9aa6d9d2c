/** Puts text into a part of the page, unless it says that already: the same text again would be laid out again. */
export function write(place: HTMLElement | null, text: string): void {
  const only = place?.firstChild;
  // To change a text that is there costs a fraction of a new one.
  if (only instanceof Text && !only.nextSibling && text) {
    if (only.data !== text) only.data = text;
  } else if (place && place.textContent !== text) place.textContent = text;
}
