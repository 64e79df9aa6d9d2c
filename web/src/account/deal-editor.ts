import type { Deal } from "@mainstreet/core/deal";
import { dealWords as words } from "../strings/en-account-listing.ts";
import { localDay } from "./deal-value.ts";
import { button, make, part, say, show } from "./dom.ts";

// As many as a listing may have (core/deal.ts, which comes with all its checks).
const MOST_DEALS = 5;

/** The deals of a listing: written, and taken off. Nothing of it counts before it is saved. */
export class DealEditor {
  readonly #list: HTMLElement;
  readonly #note: HTMLElement;
  readonly #add: HTMLButtonElement;
  readonly #onChange: () => void;
  #deals: readonly Deal[] = [];

  constructor(place: HTMLElement, onChange: () => void) {
    this.#onChange = onChange;
    this.#list = part("deal-list", place);
    this.#note = part("deal-note", place);
    this.#add = button(words.add, "button quiet", () => {
      this.#set([...this.#deals, { title: "", text: "", until: "" }]);
      this.#focus(this.#deals.length - 1);
    });
    part("deal-add", place).append(this.#add);
  }

  get value(): readonly Deal[] {
    return this.#deals.map(({ title, text, until }) => ({ title: title.trim(), text: text.trim(), until }));
  }

  show(deals: readonly Deal[]): void {
    this.#deals = deals;
    this.#draw();
  }

  #set(deals: readonly Deal[]): void {
    this.show(deals);
    this.#onChange();
  }

  #focus(at: number): void {
    this.#list.children.item(at)?.querySelector("input")?.focus();
  }

  #draw(): void {
    this.#list.replaceChildren(...this.#deals.map((deal, at) => this.#row(deal, at)));
    show(this.#deals.length > 0, this.#list);
    this.#add.disabled = this.#deals.length >= MOST_DEALS;
    say(this.#note, this.#add.disabled ? words.full(MOST_DEALS) : "");
  }

  #row(deal: Deal, at: number): HTMLElement {
    const name = words.name(at + 1);
    const over = make("p", { class: "account-hint" }, words.over);
    const isOver = (until: string) => until !== "" && until < localDay(new Date());
    const input = (of: keyof Deal, label: string, attributes: Readonly<Record<string, string>>) => {
      const made = make("input", attributes);
      made.value = deal[of];
      // The form hears of it after this has.
      made.addEventListener("input", () => {
        this.#deals = this.#deals.map((one, i) => (i === at ? { ...one, [of]: made.value } : one));
        if (of === "until") show(isOver(made.value), over);
      });
      return make("label", { class: `account-field deal-${of}` }, make("span", {}, label), made);
    };
    const remove = button(words.remove, "account-link", () => {
      this.#set(this.#deals.filter((_, i) => i !== at));
      this.#add.focus();
    });
    remove.setAttribute("aria-label", words.removeOf(name));
    show(isOver(deal.until), over);
    return make(
      "li",
      {},
      make(
        "fieldset",
        { class: "deal" },
        make("legend", {}, name),
        input("title", words.title, { maxlength: "80", placeholder: words.titleExample }),
        input("until", words.until, { type: "date" }),
        input("text", words.text, { maxlength: "300" }),
        over,
        make("p", {}, remove),
      ),
    );
  }
}
