import { MapPanel } from "./map-panel.ts";

/** Starts the small map on the page of a listing, which shows its one pin and answers nothing. */
export function startListingMap(section: HTMLElement): { openMap(): void } {
  const nothing = (): void => undefined;
  const panel = new MapPanel(section, {
    onOpen: nothing,
    rowsOf: async () => [],
    onMoved: nothing,
    onChoose: nothing,
    onFollow: nothing,
  });
  return { openMap: () => void panel.open() };
}
