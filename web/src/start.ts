import { SearchBox } from "./search/search-box.ts";
import { SearchClient } from "./search/search-client.ts";
import { siteBase } from "./site/element.ts";
import { whenIdle } from "./site/idle.ts";

/*
 * The script of public pages. Only the way from the box to the cards is here; filters, the map and the history of a search
 * are fetched when somebody reaches for them, when an address asks for them, or in idle moments.
 */

type Later = { openMap(): void };

const section = document.querySelector<HTMLElement>("[data-map]");
const form = document.querySelector<HTMLFormElement>("form[data-search]");
const input = form?.querySelector<HTMLInputElement>("[type=search]");
const isWide = matchMedia("(min-width: 64rem)").matches;

let later: Promise<Later> | null = null;
let isHere = false;

/** Fetches the rest of the script. Rejects when it cannot be had; the next call tries again. */
function loadRest(load: () => Promise<Later>): Promise<Later> {
  later ??= load().then(
    (rest) => {
      isHere = true;
      return rest;
    },
    (error: unknown) => {
      later = null;
      throw error;
    },
  );
  return later;
}

/** A press that comes before its script is made again when the script is here. */
function hold(place: Element | null | undefined, load: () => Promise<Later>): void {
  place?.addEventListener("click", ({ target }) => {
    const pressed = target instanceof Element ? target.closest("button") : null;
    if (pressed && !isHere)
      load().then(
        () => pressed.click(),
        () => undefined,
      );
  });
}

/** A map opens by itself where there is room for it. */
function openWhenSeen(load: () => Promise<Later>): void {
  if (!section || !isWide || matchMedia("(prefers-reduced-data: reduce)").matches) return;
  const open = (): void =>
    void load().then(
      (rest) => rest.openMap(),
      () => undefined,
    );
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    whenIdle(open);
  });
  observer.observe(section);
}

function startSearch(form: HTMLFormElement, input: HTMLInputElement): void {
  const client = new SearchClient(`${siteBase()}s/`, form.dataset.snapshot ?? "");
  const load = (): Promise<Later> =>
    loadRest(() => import("./search/screen.ts").then(({ startScreen }) => startScreen(box, section)));
  const box = new SearchBox(form, input, client, load);
  form.closest("[hidden]")?.removeAttribute("hidden");
  hold(form.querySelector("[data-filters]"), load);
  hold(section, load);
  openWhenSeen(load);

  const readAddress = (): void => {
    if (box.screen) return;
    const query = new URLSearchParams(location.search);
    box.sent = query.get("q")?.trim() ?? "";
    query.delete("q");
    input.value = box.sent;
    // Whatever else an address asks is asked by the rest of the script.
    if (query.size > 0) load().catch(() => box.refresh());
    else void box.refresh();
  };
  readAddress();
  window.addEventListener("popstate", readAddress);
  if (form.dataset.eager !== undefined) {
    client.readFiles().catch(() => undefined);
    if (isWide) whenIdle(() => void client.load().catch(() => undefined));
  }
}

const line = document.querySelector<HTMLElement>("[data-schedule]");
// What cannot be had, or a zone that the browser does not know, leaves the page as it was published.
const leave = (): undefined => undefined;
if (line) import("./listing/open-now.ts").then(({ showOpenNow }) => showOpenNow(line, Date.now)).catch(leave);

const seats = document.querySelector<HTMLElement>("[data-seats]");
if (seats) import("./events/seats-line.ts").then(({ showSeats }) => showSeats(seats)).catch(leave);

const guests = document.querySelector<HTMLElement>("[data-guests]");
if (guests) import("./events/guest-list.ts").then(({ showGuests }) => showGuests(guests)).catch(leave);

section?.removeAttribute("hidden");
if (form && input) startSearch(form, input);
else if (section) {
  const load = (): Promise<Later> =>
    loadRest(() => import("./map/listing-map.ts").then(({ startListingMap }) => startListingMap(section)));
  hold(section, load);
  openWhenSeen(load);
}
