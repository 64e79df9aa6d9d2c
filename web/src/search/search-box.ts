import type { MapPanel } from "../map/map-panel.ts";
import { search } from "../strings/en.ts";
import type { Found, Question } from "./protocol.ts";
import { PAGE, ResultList } from "./result-list.ts";
import { addressAsking, askedIn } from "./search-address.ts";
import { type SearchClient, SearchError } from "./search-client.ts";

/** A wait shorter than this needs no words. */
const PATIENCE = 300;

/** The form above a list: asks as one types, draws the answers, and keeps the page's address in step. */
export class SearchBox {
  readonly #form: HTMLFormElement;
  readonly #input: HTMLInputElement;
  readonly #status = document.querySelector<HTMLElement>("[data-search-status]");
  readonly #client: SearchClient;
  readonly #results: ResultList;
  #map: MapPanel | null = null;
  /** The words of the history entry before this one was typed into. */
  #submitted = "";
  /** Counts questions, so that only the answer to the last one is drawn. */
  #asked = 0;

  constructor(form: HTMLFormElement, input: HTMLInputElement, client: SearchClient) {
    this.#form = form;
    this.#input = input;
    this.#client = client;
    this.#results = new ResultList((offset) => this.#more(offset));
    this.#listen();
    form.closest<HTMLElement>("[hidden]")?.removeAttribute("hidden");
    this.#readAddress();
  }

  /** Connects a map: it gets the points of each answer, and of the whole list when nothing is asked. */
  attach(map: MapPanel): void {
    this.#map = map;
  }

  /** Asks again: for the words in the box, or only for the map's points when there are none. */
  async refresh(): Promise<void> {
    const text = this.#text();
    const asked = ++this.#asked;
    if (text === "") {
      this.#results.hide();
      this.#say("");
      if (!this.#map?.isOpen) return;
    }
    const wait = window.setTimeout(() => text && this.#say(search.loading), PATIENCE);
    try {
      const found = await this.#find(text, 0);
      if (asked === this.#asked) this.#draw(found, text);
    } catch (error) {
      if (asked === this.#asked) this.#fail(error, text);
    } finally {
      window.clearTimeout(wait);
    }
  }

  #draw(found: Found, text: string): void {
    if (text) {
      this.#results.show(found, text);
      this.#say(search.found(found.total, text));
    }
    const { category, town } = this.#form.dataset;
    const isNarrow = text !== "" || category !== "" || town !== "";
    this.#map?.setPoints(found.points, found.pointRows, isNarrow);
  }

  #fail(error: unknown, text: string): void {
    this.#results.hide();
    if (text === "") this.#map?.failPoints();
    else {
      const isNewer = error instanceof SearchError && error.problem === "newer-version";
      this.#say(isNewer ? search.newerVersion : search.unavailable);
    }
  }

  async #more(offset: number): Promise<void> {
    const asked = this.#asked;
    const found = await this.#find(this.#text(), offset).catch(() => null);
    if (found && asked === this.#asked) this.#results.add(found.rows, found.total);
  }

  #find(text: string, offset: number): Promise<Found> {
    const { category = "", town = "" } = this.#form.dataset;
    const question: Question = { text, category, town };
    const limit = text === "" ? 0 : PAGE;
    return this.#client.search({ question, day: today(), offset, limit, points: this.#map?.isOpen === true });
  }

  #listen(): void {
    const getReady = (): void => void this.#client.load().catch(() => undefined);
    this.#input.addEventListener("focus", getReady);
    this.#input.addEventListener("pointerenter", getReady);
    this.#input.addEventListener("input", () => {
      history.replaceState(null, "", addressAsking(location.href, this.#text()));
      void this.refresh();
    });
    this.#input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#input.value !== "") {
        event.preventDefault();
        this.#clear();
      }
      if (event.key === "ArrowDown" && this.#results.focusFirst()) event.preventDefault();
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    window.addEventListener("popstate", () => this.#readAddress());
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      event.preventDefault();
      this.#input.focus();
      this.#input.select();
    });
  }

  #clear(): void {
    this.#input.value = "";
    history.replaceState(null, "", addressAsking(location.href, ""));
    void this.refresh();
  }

  /** Typing changes the present history entry; sending gives it back its old words and makes an entry of its own. */
  #submit(): void {
    const text = this.#text();
    if (text !== this.#submitted) {
      history.replaceState(null, "", addressAsking(location.href, this.#submitted));
      history.pushState(null, "", addressAsking(location.href, text));
      this.#submitted = text;
    }
    void this.refresh();
  }

  #readAddress(): void {
    const text = askedIn(location.href);
    this.#submitted = text;
    if (text === this.#text()) return;
    this.#input.value = text;
    void this.refresh();
  }

  #text(): string {
    return this.#input.value.trim();
  }

  #say(text: string): void {
    if (this.#status && this.#status.textContent !== text) this.#status.textContent = text;
  }
}

/** The visitor's own day: everybody who looks on it sees the same order. */
function today(): string {
  const now = new Date();
  const pad = (n: number): string => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
