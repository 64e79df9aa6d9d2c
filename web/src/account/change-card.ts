import { dayOf } from "../strings/en-account.ts";
import { changesPage as words } from "../strings/en-account-staff.ts";
import type { Category, ToSee } from "./account-data.ts";
import type { Clash } from "./api.ts";
import { base, button, make, say, show } from "./dom.ts";
import { fieldName, fieldWords } from "./field-words.ts";
import { isSame } from "./listing-values.ts";
import { picturesIn, pictureView } from "./picture-view.ts";
import { isTyped, typedValue, valueText } from "./typed-value.ts";

/** What staff decide. */
export type Decision = {
  readonly how: "approve" | "refuse" | "seen";
  readonly body: unknown;
  readonly version?: number;
};
export type Act = (card: ChangeCard, decision: Decision) => Promise<void>;

/** One change, field by field, with what can be done about it. */
export class ChangeCard {
  readonly element = make("li", { class: "account-panel change" });
  readonly shown: ToSee;
  readonly #categories: readonly Category[];
  readonly #act: Act;
  readonly #problem = make("p", { class: "account-problem", role: "alert" });
  readonly #inputs = new Map<string, HTMLInputElement | HTMLTextAreaElement>();
  #over: readonly HTMLInputElement[] = [];
  #isBusy = false;

  constructor(shown: ToSee, categories: readonly Category[], act: Act) {
    this.shown = shown;
    this.#categories = categories;
    this.#act = act;
    this.#draw();
  }

  complain(text: string): void {
    say(this.#problem, text);
  }

  /** Asks which fields to overwrite although they say something else by now. */
  askOver(clashes: readonly Clash[]): void {
    const rows = clashes.map(({ field, theirs }) => {
      const over = make("input", { type: "checkbox", value: field });
      const text = `${words.over(fieldName(field).toLowerCase())} (${words.now(this.#words(field, theirs))})`;
      return { over, row: make("label", { class: "listing-choice" }, over, text) };
    });
    this.#over = rows.map(({ over }) => over);
    this.#problem.replaceChildren(words.conflict, ...rows.map(({ row }) => row));
    this.#over[0]?.focus();
  }

  #draw(isEditing = false): void {
    const { change, listing, now } = this.shown;
    const waits = change.status === "pending";
    const look = { href: `${base()}members/${listing.slug}/`, "aria-label": words.lookOf(listing.name) };
    this.#inputs.clear();
    const fields = Object.entries(change.fields).flatMap(([field, diff]) =>
      diff
        ? [this.#field(field, diff, Object.entries(now).find(([name]) => name === field)?.[1], isEditing && waits)]
        : [],
    );
    this.element.replaceChildren(
      make(
        "div",
        { class: "change-head" },
        make("h2", {}, listing.name),
        make("span", { class: `account-badge${waits ? " account-waits" : ""}` }, waits ? words.waits : words.applied),
        make("span", { class: "account-hint" }, words.on(dayOf(change.updatedAt))),
        listing.status === "published" ? make("a", look, words.look) : null,
      ),
      make("div", { class: "change-fields" }, ...fields),
      this.#problem,
      ...(waits ? this.#choices(isEditing) : [this.#seen()]),
    );
    if (isEditing) [...this.#inputs.values()][0]?.focus();
  }

  #field(
    field: string,
    { before, after }: { readonly before: unknown; readonly after: unknown },
    now: unknown,
    isEditing: boolean,
  ): HTMLElement {
    const name = fieldName(field);
    const isOther = this.shown.change.status === "pending" && !isSame(now, before);
    const parts: HTMLElement[] = [
      make("h3", {}, name),
      make(
        "p",
        { class: "change-value" },
        make("strong", {}, words.before),
        make("del", {}, ...this.#value(field, before)),
      ),
    ];
    if (isEditing && isTyped(field)) {
      const long = field === "description";
      const input = make(long ? "textarea" : "input", { "aria-label": words.yourValue(name) });
      if (!(input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement)) throw new TypeError(field);
      input.value = valueText(after);
      this.#inputs.set(field, input);
      parts.push(make("p", { class: "change-value" }, make("strong", {}, words.after), input));
    } else {
      const value = make("ins", {}, ...this.#value(field, after));
      parts.push(make("p", { class: "change-value" }, make("strong", {}, words.after), value));
    }
    if (isOther) parts.push(make("p", { class: "change-wide account-hint" }, words.now(this.#words(field, now))));
    return make("div", { class: "change-field" }, ...parts);
  }

  #choices(isEditing: boolean): HTMLElement[] {
    const { name } = this.shown.listing;
    const { version } = this.shown.change;
    const approve = button(words.approve, "button", () => {
      const over = this.#over.flatMap(({ checked, value }) => (checked ? [value] : []));
      this.#decide({ how: "approve", version, body: { fields: this.#edited(), over } });
    });
    approve.setAttribute("aria-label", words.approveOf(name));
    const edit = button(words.edit, "button quiet", () => this.#draw(true));
    edit.setAttribute("aria-label", words.editOf(name));
    const reason = make("textarea", { "aria-label": words.reason, maxlength: "1000" });
    const send = button(words.sendRefusal, "button", () => {
      if (reason.value.trim() === "") {
        this.complain(words.reasonMissing);
        return reason.focus();
      }
      this.#decide({ how: "refuse", version, body: { reason: reason.value.trim() } });
    });
    const cancel = button(words.cancel, "button quiet", () => {
      show(false, form);
      refuse.focus();
    });
    const form = make(
      "div",
      { class: "account-field", hidden: true },
      make("p", {}, make("strong", {}, words.reason)),
      reason,
      make("p", { class: "account-buttons" }, send, cancel),
    );
    const refuse = button(words.refuse, "button quiet", () => {
      show(true, form);
      reason.focus();
    });
    refuse.setAttribute("aria-label", words.refuseOf(name));
    const isEditable = Object.keys(this.shown.change.fields).some(isTyped);
    return [make("p", { class: "account-buttons" }, approve, isEditing || !isEditable ? null : edit, refuse), form];
  }

  #seen(): HTMLElement {
    const { listing, change } = this.shown;
    const seen = button(words.seen, "button quiet", () => this.#decide({ how: "seen", body: { change: change.id } }));
    seen.setAttribute("aria-label", words.seenOf(listing.name));
    return make("p", { class: "account-buttons" }, seen);
  }

  /** The values that staff have put in the place of others. */
  #edited(): Readonly<Record<string, unknown>> {
    const after = new Map(Object.entries(this.shown.change.fields).map(([field, diff]) => [field, diff?.after]));
    const typed = [...this.#inputs].map(
      ([field, input]) => [field, typedValue(after.get(field), input.value)] as const,
    );
    return Object.fromEntries(typed.filter(([field, value]) => !isSame(value, after.get(field))));
  }

  #decide(decision: Decision): void {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#problem.textContent = "";
    void this.#act(this, decision).finally(() => {
      this.#isBusy = false;
    });
  }

  /** A value as people see it: pictures with what they show, anything else in words. */
  #value(field: string, value: unknown): readonly (HTMLElement | string)[] {
    const pictures = picturesIn(field, value);
    if (pictures.length === 0) return [this.#words(field, value)];
    return pictures.map((picture) =>
      make(
        "span",
        { class: "picture-shown" },
        pictureView(this.shown.listing.id, { ...picture, alt: "" }),
        picture.alt || words.noAlt,
      ),
    );
  }

  #words(field: string, value: unknown): string {
    return fieldWords(field, value, this.#categories);
  }
}
