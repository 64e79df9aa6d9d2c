import { listingPage as words } from "../strings/en-account-listing.ts";
import { change } from "./api.ts";
import { make, part, say, show } from "./dom.ts";

const PAUSE_MS = 1_000;

/** The page as it would look: drawn when it is asked for, and again whenever typing pauses. */
export class ListingPreview {
  readonly #fields: () => Readonly<Record<string, unknown>>;
  readonly #id: string;
  readonly #frame: HTMLIFrameElement;
  #timer = 0;
  #asked = 0;

  constructor(id: string, name: string, fields: () => Readonly<Record<string, unknown>>) {
    this.#id = id;
    this.#fields = fields;
    this.#frame = make("iframe", { class: "listing-preview", sandbox: "", title: words.previewTitle(name) });
    part("show-preview").addEventListener("click", () => {
      show(true, part("preview"));
      part("preview").scrollIntoView({ block: "start" });
      part("show-preview").textContent = words.renewPreview;
      void this.#draw();
    });
  }

  /** Something was typed. */
  changed(): void {
    if (part("preview").hidden) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#draw(), PAUSE_MS);
  }

  async #draw(): Promise<void> {
    const asked = ++this.#asked;
    say(part("preview-note"), words.previewing);
    const body = { listingId: this.#id, fields: this.#fields() };
    const answer = await change<string>("POST", "preview", { body });
    // What was typed meanwhile has asked again.
    if (asked !== this.#asked) return;
    say(part("preview-note"), answer.ok ? words.previewNote : answer.problem.detail);
    if (!answer.ok) return;
    this.#frame.srcdoc = answer.body;
    if (!this.#frame.isConnected) part("preview").append(this.#frame);
  }
}
