import { hoursWords as words } from "../strings/en-account-listing.ts";
import { DAYS } from "../strings/en-time.ts";
import { button, make } from "./dom.ts";
import {
  BEGINNING,
  copied,
  hoursOf,
  type Kind,
  type TypedDay,
  type TypedHours,
  type TypedSpecial,
  typedOf,
  USUAL_SPAN,
} from "./hours-form.ts";
import { hoursText, readHours } from "./hours-text.ts";

/** The longest text that a listing keeps. */
const LONGEST = 400;
const WEEKDAYS = [1, 2, 3, 4];
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const KINDS: readonly Kind[] = ["open", "closed", "full"];

/** What is typed: a week; or text that no week can say, "" for hours that are not known. */
export type TypedState = { readonly hours: TypedHours } | { readonly text: string };

/** The editor of opening hours. */
export class HoursEditor {
  readonly #place: HTMLElement;
  readonly #onChange: () => void;
  #state: TypedState = { text: "" };
  /** The text that the present week was made from: while nobody touches the week, it stays. */
  #from: string | null = null;
  #isChecked = false;

  constructor(place: HTMLElement, onChange: () => void) {
    this.#place = place;
    this.#onChange = onChange;
  }

  /** The hours as text; null while something is not right yet. */
  get value(): string | null {
    if (this.#from !== null) return this.#from;
    if ("text" in this.#state) return this.#state.text.trim();
    const read = hoursOf(this.#state.hours);
    if (!("week" in read)) return null;
    const text = hoursText(read);
    return text.length > LONGEST ? null : text;
  }

  /** What is typed, to be kept somewhere. */
  get state(): TypedState {
    return this.#state;
  }

  /** Shows hours that somebody has stored. */
  show(text: string): void {
    const read = readHours(text);
    this.#state = read ? { hours: typedOf(read, new Date().getFullYear()) } : { text };
    this.#from = text;
    this.#isChecked = false;
    this.#draw();
  }

  /** Goes on with what was typed before. */
  restore(state: TypedState): void {
    this.#state = state;
    this.#from = null;
    this.#draw();
  }

  /** Says at each day what is not right, and goes to the first. */
  complain(): void {
    this.#isChecked = true;
    this.#draw();
    this.#place.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }

  /** The week that is typed now, which an event may find changed since its field was drawn. */
  get #hours(): TypedHours {
    return "hours" in this.#state ? this.#state.hours : BEGINNING;
  }

  #set(state: TypedState, focus?: string): void {
    this.#keep(state);
    this.#draw(focus);
  }

  /** Takes a change without drawing anew: whoever types stays where they are. */
  #keep(state: TypedState): void {
    this.#state = state;
    this.#from = null;
    this.#onChange();
    const stored = this.#place.querySelector("[data-stored]");
    const value = this.value;
    if (stored) stored.textContent = value ? words.stored(value) : "";
  }

  #draw(focus?: string): void {
    const { state } = this;
    this.#place.replaceChildren(...("text" in state ? this.#textParts(state.text) : this.#weekParts(state.hours)));
    if (focus) this.#place.querySelector<HTMLElement>(`[data-focus="${focus}"]`)?.focus();
  }

  #textParts(text: string): HTMLElement[] {
    const begin = button(text ? words.startAnew : words.enter, "button quiet", () =>
      this.#set({ hours: BEGINNING }, "0"),
    );
    if (!text) return [make("p", {}, words.unknown), make("p", {}, begin)];
    const input = make("input", { id: "hours-text", maxlength: String(LONGEST), value: text });
    input.addEventListener("input", () => this.#keep({ text: input.value }));
    const label = make("label", { for: "hours-text" }, words.text);
    return [
      make("p", { class: "account-hint" }, words.asText),
      make("div", { class: "account-field" }, label, input),
      make("p", {}, begin),
    ];
  }

  #weekParts({ week, special }: TypedHours): HTMLElement[] {
    const wrong = this.#wrong();
    const copy = (text: string, days: readonly number[]) =>
      button(text, "account-link", () => this.#set({ hours: copied(this.#hours, 0, days) }, "0"));
    const full: TypedDay = { kind: "full", spans: [] };
    const allFull = button(words.allFull, "account-link", () =>
      this.#set({ hours: { ...this.#hours, week: week.map(() => full) } }, "0"),
    );
    const value = this.value;
    return [
      make("div", { class: "hours-week" }, ...week.map((_, i) => this.#dayRow(DAYS[i] ?? "", String(i), KINDS, wrong))),
      make(
        "p",
        { class: "account-buttons" },
        copy(words.copyWeekdays, WEEKDAYS),
        copy(words.copyAll, EVERY_DAY),
        allFull,
        button(words.clear, "account-link", () => this.#set({ text: "" })),
      ),
      make("div", { class: "hours-week" }, this.#dayRow(words.holidays, "holidays", ["usual", ...KINDS], wrong)),
      make("h3", {}, words.special),
      make("div", { class: "hours-week" }, ...special.map((own, i) => this.#specialRow(own, i, wrong))),
      make("p", {}, this.#addSpecial()),
      make("p", { class: "account-hint", "data-stored": true }, value ? words.stored(value) : ""),
    ];
  }

  /** What to say at which day. */
  #wrong(): ReadonlyMap<string, string> {
    if (!this.#isChecked || "text" in this.#state) return new Map();
    const read = hoursOf(this.#state.hours);
    if (!("week" in read)) return new Map(read.map(({ where, text }) => [where, text]));
    return this.value === null ? new Map([["0", words.tooLong]]) : new Map();
  }

  #dayOf(key: string): TypedDay {
    const { week, holidays, special } = this.#hours;
    if (key === "holidays") return holidays;
    const day = key.startsWith("special-") ? special[Number(key.slice(8))]?.day : week[Number(key)];
    return day ?? { kind: "closed", spans: [] };
  }

  #withDay(key: string, day: TypedDay): TypedState {
    const hours = this.#hours;
    if (key === "holidays") return { hours: { ...hours, holidays: day } };
    if (key.startsWith("special-")) return this.#withSpecial(Number(key.slice(8)), { day });
    return { hours: { ...hours, week: hours.week.map((own, i) => (String(i) === key ? day : own)) } };
  }

  #withSpecial(at: number, change: Partial<TypedSpecial>): TypedState {
    const hours = this.#hours;
    return { hours: { ...hours, special: hours.special.map((own, i) => (i === at ? { ...own, ...change } : own)) } };
  }

  #dayRow(
    name: string,
    key: string,
    kinds: readonly Kind[],
    wrong: ReadonlyMap<string, string>,
    ...before: readonly Node[]
  ): HTMLElement {
    const day = this.#dayOf(key);
    const kind = make("select", { "aria-label": name, "data-focus": key });
    for (const each of kinds) kind.append(make("option", { value: each, selected: each === day.kind }, words[each]));
    kind.addEventListener("change", () => {
      const chosen = kinds.find((each) => each === kind.value) ?? "closed";
      this.#set(this.#withDay(key, { kind: chosen, spans: chosen === "open" ? [USUAL_SPAN] : [] }), key);
    });
    const problem = wrong.get(key);
    const spans = day.kind === "open" ? day.spans.map((_, at) => this.#span(name, key, at, problem !== undefined)) : [];
    const more = button(words.more, "account-link", () => {
      const now = this.#dayOf(key);
      this.#set(
        this.#withDay(key, { ...now, spans: [...now.spans, { from: "", to: "" }] }),
        `${key}-${now.spans.length}`,
      );
    });
    more.setAttribute("aria-label", words.moreOf(name));
    more.dataset.focus = `${key}-more`;
    return make(
      "fieldset",
      { class: "hours-day" },
      make("legend", {}, name),
      ...before,
      kind,
      make("div", { class: "hours-spans" }, ...spans, day.kind === "open" ? more : null),
      problem ? make("p", { class: "account-wrong", id: `hours-wrong-${key}` }, problem) : null,
    );
  }

  #span(name: string, key: string, at: number, isWrong: boolean): HTMLElement {
    const { spans } = this.#dayOf(key);
    const number = spans.length > 1 ? ` (${at + 1})` : "";
    const input = (which: "from" | "to", label: string) => {
      const made = make("input", {
        type: "time",
        "aria-label": label + number,
        "data-focus": which === "from" ? `${key}-${at}` : `${key}-${at}-to`,
        ...(isWrong && { "aria-invalid": "true", "aria-describedby": `hours-wrong-${key}` }),
      });
      made.value = spans[at]?.[which] ?? "";
      made.addEventListener("input", () => {
        const day = this.#dayOf(key);
        const typed = day.spans.map((own, i) => (i === at ? { ...own, [which]: made.value } : own));
        this.#keep(this.#withDay(key, { ...day, spans: typed }));
      });
      return made;
    };
    const remove = button("×", "hours-remove", () => {
      const left = this.#dayOf(key).spans.filter((_, i) => i !== at);
      const day: TypedDay = left.length > 0 ? { kind: "open", spans: left } : { kind: "closed", spans: [] };
      this.#set(this.#withDay(key, day), left.length > 0 ? `${key}-more` : key);
    });
    remove.setAttribute("aria-label", words.removeOf(name, at + 1));
    const [opens, closes] = [input("from", words.opens(name)), input("to", words.closes(name))];
    return make("div", { class: "hours-span" }, opens, make("span", {}, words.to), closes, remove);
  }

  #specialRow(own: TypedSpecial, at: number, wrong: ReadonlyMap<string, string>): HTMLElement {
    const name = words.specialDay(at + 1);
    const key = `special-${at}`;
    const date = make("input", { type: "date", "aria-label": `${name}, ${words.date}`, "data-focus": `${key}-date` });
    date.value = own.date;
    if (wrong.has(key)) date.setAttribute("aria-invalid", "true");
    date.addEventListener("input", () => this.#keep(this.#withSpecial(at, { date: date.value })));
    const yearly = make("input", { type: "checkbox", checked: own.isYearly });
    yearly.addEventListener("change", () => this.#keep(this.#withSpecial(at, { isYearly: yearly.checked })));
    const remove = button(words.remove, "account-link", () => {
      const special = this.#hours.special.filter((_, i) => i !== at);
      this.#set({ hours: { ...this.#hours, special } }, "add-special");
    });
    remove.setAttribute("aria-label", words.removeSpecial(at + 1));
    const when = make("div", { class: "hours-date" }, date, make("label", {}, yearly, words.yearly), remove);
    return this.#dayRow(name, key, KINDS, wrong, when);
  }

  #addSpecial(): HTMLElement {
    const add = button(words.addSpecial, "button quiet", () => {
      const { special } = this.#hours;
      const day: TypedSpecial = { date: "", isYearly: false, day: { kind: "closed", spans: [] } };
      this.#set({ hours: { ...this.#hours, special: [...special, day] } }, `special-${special.length}-date`);
    });
    add.dataset.focus = "add-special";
    return add;
  }
}
