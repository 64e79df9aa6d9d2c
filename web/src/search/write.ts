/** Puts text into a part of the page, unless it says that already: the same text again would be laid out again. */
export function write(place: HTMLElement | null, text: string): void {
  if (place && place.textContent !== text) place.textContent = text;
}
