import { MapPanel } from "./map/map-panel.ts";
import { SearchBox } from "./search/search-box.ts";
import { SearchClient } from "./search/search-client.ts";
import { siteBase } from "./site/element.ts";
import { whenIdle } from "./site/idle.ts";

/* The script of public pages: search and the map beside it on lists, the small map on the page of a listing. */

const section = document.querySelector<HTMLElement>("[data-map]");
const form = document.querySelector<HTMLFormElement>("form[data-search]");
const input = form?.querySelector("input");

if (form && input) {
  const client = new SearchClient(`${siteBase()}s/`);
  const box = new SearchBox(form, input, client);
  if (section) {
    box.attach(new MapPanel(section, { onOpen: () => void box.refresh(), rowsOf: (rows) => client.rows(rows) }));
  }
  const isEager = form.dataset.eager !== undefined;
  if (isEager) client.readHead().catch(() => undefined);
  if (isEager && matchMedia("(min-width: 64rem)").matches) whenIdle(() => void client.load().catch(() => undefined));
} else if (section) {
  new MapPanel(section, { onOpen: () => undefined, rowsOf: async () => [] });
}
