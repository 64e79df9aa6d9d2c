import type { Own } from "@mainstreet/core/change-request";
import { listingPage as words } from "../strings/en-account-listing.ts";
import { date } from "../strings/en-time.ts";
import type { Category, Changed, ListingAndPending, OwnListingRead } from "./account-data.ts";
import { type Answer, change, type Problem, read } from "./api.ts";
import { base, make, part, say, show } from "./dom.ts";
import { dropDraft, findDraft, keepDraft } from "./draft.ts";
import { fieldList, fieldName, fieldWords } from "./field-words.ts";
import { leavesToSignIn } from "./leave.ts";
import { askWhich } from "./listing-clashes.ts";
import { ListingForm, type Typed } from "./listing-form.ts";
import { ListingPreview } from "./listing-preview.ts";
import { changedFields, isSame } from "./listing-values.ts";
import { OWN_FIELD_NAMES, type OwnFieldName, ownField } from "./own-fields.ts";

const status = part("status");
const id = new URLSearchParams(location.search).get("id") ?? "";

void start();

async function start(): Promise<void> {
  if (!/^lst_\w+$/.test(id)) return say(status, words.noId);
  const path = `account/listings/${id}`;
  const [answer, tree] = await Promise.all([
    read<OwnListingRead>(path),
    read<{ categories: Category[] }>("categories"),
  ]);
  if (!answer.ok) return leavesToSignIn(answer.problem) ? undefined : say(status, answer.problem.detail);
  if (!tree.ok) return say(status, tree.problem.detail);
  new ListingPage(answer.body, tree.body.categories).start();
  status.textContent = "";
}

/** The page of one listing: what stands, what waits, and what is typed over it. */
class ListingPage {
  readonly #path = `account/listings/${id}`;
  readonly #tree: readonly Category[];
  readonly #form: ListingForm;
  readonly #preview: ListingPreview;
  #read: OwnListingRead;
  #isBusy = false;
  /** Whether the page is left for signing in, from where one comes back to what is typed. */
  #isComingBack = false;

  constructor(own: OwnListingRead, tree: readonly Category[]) {
    this.#read = own;
    this.#tree = tree;
    this.#form = new ListingForm(id, tree, () => this.#typed());
    this.#preview = new ListingPreview(id, own.listing.name, () => this.#changes());
  }

  start(): void {
    this.#fill();
    show(true, part("listing"));
    const draft = findDraft<Typed>(id);
    if (draft) {
      this.#form.show(draft.fields, draft.hours);
      if (this.#changed().length > 0) say(part("said"), words.restored);
    }
    this.#mark();
    part("form").addEventListener("submit", (event) => void this.#press(event, () => this.#save()));
    part("confirm").addEventListener("click", (event) => void this.#press(event, () => this.#confirm()));
    part("withdraw").addEventListener("click", (event) => void this.#press(event, () => this.#withdraw()));
    part("discard").addEventListener("click", () => this.#discard());
    part("sign-in-link").setAttribute(
      "href",
      `${base()}sign-in/?next=${encodeURIComponent(location.pathname + location.search)}`,
    );
    part("sign-in-link").addEventListener("click", () => {
      this.#isComingBack = true;
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.#changed().length > 0 && !this.#isComingBack) event.preventDefault();
    });
  }

  /** What the form is measured against: what waits of a field, else what stands. */
  get #base(): Own {
    const { listing, pending } = this.#read;
    const waiting = Object.entries(pending?.fields ?? {}).map(([field, diff]) => [field, diff?.after]);
    return { ...listing, ...Object.fromEntries(waiting) };
  }

  #changed(): OwnFieldName[] {
    return changedFields(this.#base, this.#form.values);
  }

  #changes(): Readonly<Record<string, unknown>> {
    const { values } = this.#form;
    const changed = this.#changed().filter((field) => values[field] !== null || field !== "hours");
    const waiting = Object.entries(this.#read.pending?.fields ?? {}).map(([field, diff]) => [field, diff?.after]);
    return { ...Object.fromEntries(waiting), ...Object.fromEntries(changed.map((field) => [field, values[field]])) };
  }

  #fill(): void {
    const { listing, pending, rules, past, included } = this.#read;
    part("heading").textContent = words.heading(listing.name);
    part("look").setAttribute("href", `${base()}members/${listing.slug}/`);
    show(listing.status === "published", part("look"));
    part("confirmed-on").textContent = listing.confirmedOn ? words.confirmedOn(date(listing.confirmedOn)) : "";
    this.#form.show(this.#base);
    const waits = Object.keys(pending?.fields ?? {});
    show(waits.length > 0, part("waiting"));
    part("waiting-text").textContent = words.savedWaiting(fieldList(waits));
    show(!included.deals, part("deals-not-included"));
    for (const field of OWN_FIELD_NAMES) {
      for (const badge of document.querySelectorAll<HTMLElement>(`[data-rule="${field}"]`)) {
        show(rules[field] === "staff", badge);
      }
      for (const now of document.querySelectorAll<HTMLElement>(`[data-now="${field}"]`)) {
        show(waits.includes(field), now);
        now.textContent = words.waits(fieldWords(field, listing[field], this.#tree));
      }
    }
    const told = past.filter(({ status: came }) => came === "refused" || came === "approved");
    show(told.length > 0, part("past"));
    part("past-rows").replaceChildren(
      ...told.map(({ status: came, fields, reason }) => {
        const say = came === "refused" ? words.refused : words.approved;
        return make("li", {}, say(fieldList(Object.keys(fields)), reason));
      }),
    );
  }

  #typed(): void {
    this.#mark();
    this.#preview.changed();
    const { values, hoursState } = this.#form;
    const draft: Typed = { fields: { ...values, hours: values.hours ?? this.#base.hours }, hours: hoursState };
    if (this.#changed().length === 0) dropDraft(id);
    else keepDraft(id, draft);
  }

  #mark(): void {
    const isChanged = this.#changed().length > 0;
    show(isChanged, part("discard"));
    const said = part("said");
    if (isChanged && said.textContent === "") said.textContent = words.unsaved;
    if (!isChanged && said.textContent === words.unsaved) said.textContent = "";
  }

  async #press(event: Event, run: () => Promise<void>): Promise<void> {
    event.preventDefault();
    if (this.#isBusy) return;
    this.#isBusy = true;
    await run().finally(() => {
      this.#isBusy = false;
    });
  }

  async #save(): Promise<void> {
    this.#complain([]);
    const changed = this.#changed();
    const { values } = this.#form;
    if (changed.length === 0) return say(part("said"), words.nothing);
    if (values.hours === null) {
      this.#complain([{ path: "hours", message: "" }]);
      return this.#form.complainOfHours();
    }
    const fields = Object.fromEntries(changed.map((field) => [field, values[field]]));
    const { version } = this.#read.listing;
    const answer = await change<Changed>("PATCH", this.#path, { version, body: { fields } });
    if (!answer.ok) return this.#refused(answer.problem);
    const { applied, waiting } = answer.body;
    dropDraft(id);
    await this.#reload(true);
    const news = [
      applied.length > 0 ? words.savedNow(fieldList(applied)) : "",
      waiting.length > 0 ? words.savedWaiting(fieldList(waiting)) : "",
    ];
    say(part("said"), news.filter(Boolean).join(" ") || words.nothing);
  }

  async #refused(problem: Problem): Promise<void> {
    if (problem.status === 401) {
      // What is typed is kept: after signing in, it is here again.
      return show(true, part("sign-in"));
    }
    if (problem.code !== "stale") {
      this.#complain(problem.fields ?? []);
      const first = problem.fields?.map(({ path }) => fieldOf(path)).find((field) => field !== null);
      say(part("problem"), problem.detail);
      return first ? this.#form.focus(first) : part("problem").focus();
    }
    const clashes = problem.clashes ?? [];
    const before = this.#base;
    const changed = this.#changed();
    if (!(await this.#reload(false))) return;
    // Nobody has typed into the other fields: they show what stands now.
    const untouched = OWN_FIELD_NAMES.filter(
      (field) => !changed.includes(field) && !isSame(before[field], this.#base[field]),
    );
    this.#take(untouched);
    if (clashes.length === 0) return this.#save();
    askWhich(clashes, this.#tree, (theirs) => {
      this.#take(OWN_FIELD_NAMES.filter((field) => theirs.includes(field)));
      this.#typed();
      void this.#save();
    });
  }

  /** Puts what stands now into fields. */
  #take(fields: readonly OwnFieldName[]): void {
    const now = this.#base;
    this.#form.show(Object.fromEntries(fields.map((field) => [field, now[field]])));
  }

  /** Reads the listing anew. @param isShown whether the form shall show it, and not what is typed */
  async #reload(isShown: boolean): Promise<boolean> {
    const answer = await read<OwnListingRead>(this.#path);
    if (answer.ok) {
      this.#read = answer.body;
      if (isShown) this.#fill();
    } else say(part("problem"), answer.problem.detail);
    this.#mark();
    return answer.ok;
  }

  async #confirm(): Promise<void> {
    if (this.#changed().length > 0) return say(part("said"), words.unsavedFirst);
    const { version } = this.#read.listing;
    await this.#done(await change<ListingAndPending>("POST", `${this.#path}/confirm`, { version }), words.confirmed);
  }

  async #withdraw(): Promise<void> {
    const { version } = this.#read.listing;
    await this.#done(await change<ListingAndPending>("DELETE", `${this.#path}/pending`, { version }), words.withdrawn);
  }

  async #done(answer: Answer<ListingAndPending>, sentence: string): Promise<void> {
    if (!answer.ok && leavesToSignIn(answer.problem)) return;
    await this.#reload(this.#changed().length === 0);
    say(status, answer.ok ? sentence : answer.problem.detail);
  }

  #discard(): void {
    dropDraft(id);
    this.#complain([]);
    part("said").textContent = "";
    this.#fill();
    this.#mark();
  }

  /** Says at each field what is not right with it. */
  #complain(problems: readonly { readonly path: string; readonly message: string }[]): void {
    part("problem").textContent = "";
    show(false, part("sign-in"));
    for (const place of document.querySelectorAll<HTMLElement>("[data-wrong]")) {
      const own = problems.filter(({ path, message }) => message && fieldOf(path) === place.dataset.wrong);
      place.textContent = own.map(({ message }) => `${fieldName(place.dataset.wrong ?? "")} ${message}.`).join(" ");
      show(own.length > 0, place);
    }
  }
}

/** "fields.address.street" → "address". */
function fieldOf(path: string): OwnFieldName | null {
  return ownField(path.replace(/^fields\./, "").split(".")[0] ?? "");
}
