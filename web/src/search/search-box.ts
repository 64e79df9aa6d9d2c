import { whenIdle } from "../site/idle.ts";
import { search } from "../strings/en-card.ts";
import type { Ask, Found } from "./protocol.ts";
import { PAGE, ResultList } from "./result-list.ts";
import { type SearchClient, SearchError } from "./search-client.ts";

/** A wait shorter than this needs no words. */
const PATIENCE = 300;

/** All that stands around the words: filters, map, history. It comes later; until then words alone are asked. */
export type Screen = {
  /** Whether words or filters narrow the list. */
  readonly isAsking: boolean;
  /** What to ask now, from the given row on; null when nobody would look at the answer. */
  ask(offset: number): Ask | null;
  typed(): void;
  submitted(): void;
  answered(found: Found): void;
  failed(): void;
  /** What the page says of an answer. */
  words(found: Found): string;
};

/** The form above a list: asks as one types and draws the answers. */
export class SearchBox {
  readonly form: HTMLFormElement;
  readonly input: HTMLInputElement;
  readonly client: SearchClient;
  readonly results: ResultList;
  screen: Screen | null = null;
  /** The words of the history entry before it was typed into. */
  sent = "";
  readonly #status = document.querySelector<HTMLElement>("[data-search-status]");
  readonly #loadScreen: () => Promise<unknown>;
  /** Counts questions, so that only the answer to the last one is drawn. */
  #asked = 0;

  constructor(
    form: HTMLFormElement,
    input: HTMLInputElement,
    client: SearchClient,
    loadScreen: () => Promise<unknown>,
  ) {
    this.form = form;
    this.input = input;
    this.client = client;
    this.#loadScreen = loadScreen;
    this.results = new ResultList((offset) => this.#more(offset));
    const getReady = (): void => void client.load().catch(() => undefined);
    input.addEventListener("focus", getReady);
    input.addEventListener("pointerenter", getReady);
    input.addEventListener("input", () => this.#typed());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && input.value !== "") {
        event.preventDefault();
        input.value = "";
        this.#typed();
      }
      if (event.key === "ArrowDown" && this.results.focusFirst()) event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
  }

  get text(): string {
    return this.input.value.trim();
  }

  /** Asks again, and shows the page's own list when there is nothing to ask. */
  async refresh(patient = false): Promise<void> {
    const asked = ++this.#asked;
    const isAsking = this.screen ? this.screen.isAsking : this.text !== "";
    if (!isAsking) {
      this.results.hide();
      this.say("");
    }
    const plain = this.#ask(0);
    if (!plain) return;
    const ask = { ...plain, patient: patient || this.screen !== null };
    const wait = window.setTimeout(() => isAsking && this.say(search.loading), PATIENCE);
    try {
      const found = await this.#find(ask);
      if (asked !== this.#asked) return;
      if (isAsking) {
        this.results.show(found);
        const words = this.screen?.words(found) ?? foundWords(found, this.text);
        this.say(found.isRemote ? `${words}. ${search.fromServer}` : words);
      }
      this.screen?.answered(found);
      if (found.isPart || !this.screen) {
        whenIdle(() => {
          if (found.isPart && asked === this.#asked) void this.refresh(true);
          this.#loadScreen().catch(() => undefined);
        });
      }
    } catch (error) {
      if (asked !== this.#asked) return;
      this.results.hide();
      const isNewer = error instanceof SearchError && error.problem === "newer-version";
      this.say(isAsking ? (isNewer ? search.newerVersion : search.unavailable) : "");
      this.screen?.failed();
    } finally {
      window.clearTimeout(wait);
    }
  }

  say(text: string): void {
    if (this.#status && this.#status.textContent !== text) this.#status.textContent = text;
  }

  #typed(): void {
    this.screen?.typed();
    void this.refresh();
    // A screen waits for a pause in typing.
    if (!this.screen) history.replaceState(null, "", asking(this.text));
  }

  /** Typing changes the present history entry; sending gives it back its old words and makes an entry of its own. */
  #submit(): void {
    if (this.screen) {
      this.screen.submitted();
      return;
    }
    if (this.text !== this.sent) {
      history.replaceState(null, "", asking(this.sent));
      history.pushState(null, "", asking(this.text));
      this.sent = this.text;
    }
    void this.refresh();
  }

  #ask(offset: number): Ask | null {
    if (this.screen) return this.screen.ask(offset);
    const { category = "", town = "" } = this.form.dataset;
    const question = { text: this.text, category, town, more: null };
    return this.text ? askOf(question, offset) : null;
  }

  /** A directory that is newer than this page can be asked through the API, which reads the same files there. */
  async #find(ask: Ask): Promise<Found> {
    return this.client.search(ask).catch(async (error: unknown) => {
      if (!(error instanceof SearchError) || error.problem !== "newer-version") throw error;
      const { findThroughApi } = await import("./search-api.ts");
      return findThroughApi(ask).catch(() => Promise.reject(error));
    });
  }

  async #more(offset: number): Promise<void> {
    const asked = this.#asked;
    const ask = this.#ask(offset);
    const found = ask && (await this.#find(ask).catch(() => null));
    if (found && asked === this.#asked) this.results.add(found);
  }
}

/** The address of this page asking for words. */
function asking(text: string): URL {
  const url = new URL(location.href);
  if (text) url.searchParams.set("q", text);
  else url.searchParams.delete("q");
  return url;
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** What the page says of an answer to words alone. */
export function foundWords({ total, forgiven }: Found, text: string): string {
  return forgiven ? search.forgiven(total, text) : search.found(total, text);
}

/** A question as it is asked today: everybody who looks on the same day of theirs sees the same order. */
export function askOf(question: Ask["question"], offset: number): Ask {
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  return { kind: "search", question, day, offset, limit: PAGE, points: false, choices: false, patient: true };
}
