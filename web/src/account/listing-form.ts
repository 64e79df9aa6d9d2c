import type { Own } from "@mainstreet/core/change-request";
import { fieldNames, pictureWords, listingPage as words } from "../strings/en-account-listing.ts";
import type { Category } from "./account-data.ts";
import { DealEditor } from "./deal-editor.ts";
import { button, field, make, part } from "./dom.ts";
import { HoursEditor, type TypedState } from "./hours-editor.ts";
import type { TypedValues } from "./listing-values.ts";
import type { OwnFieldName } from "./own-fields.ts";
import { PictureEditor } from "./picture-editor.ts";
import { PinEditor } from "./pin-editor.ts";

/** What is typed: the fields, and the hours as they stand in the editor. */
export type Typed = { readonly fields: Own; readonly hours: TypedState };

const LINES = ["name", "summary", "description", "phone", "email", "website"] as const;
const ADDRESS = ["street", "extra", "town", "state", "postalCode"] as const;
const MOST_CATEGORIES = 5;
const MOST_PHOTOS = 8;

/** The form of a listing: values in, values out. */
export class ListingForm {
  readonly #form = part("form");
  readonly #hours: HoursEditor;
  readonly #pin: PinEditor;
  readonly #logo: PictureEditor;
  readonly #photos: PictureEditor;
  readonly #deals: DealEditor;
  readonly #tree: readonly Category[];
  readonly #onChange: () => void;
  #categories: readonly string[] = [];

  /** @param id of the listing */
  constructor(id: string, tree: readonly Category[], onChange: () => void) {
    this.#tree = tree;
    this.#onChange = onChange;
    this.#hours = new HoursEditor(part("hours"), onChange);
    this.#pin = new PinEditor(onChange);
    const pictures = { listingId: id, onChange };
    this.#logo = new PictureEditor(part("logo"), { ...pictures, most: 1, name: () => fieldNames.logo });
    this.#photos = new PictureEditor(part("photos"), { ...pictures, most: MOST_PHOTOS, name: pictureWords.photo });
    this.#deals = new DealEditor(part("deals"), onChange);
    this.#form.addEventListener("input", onChange);
    const add = part("add-category");
    add.append(make("option", { value: "" }, words.chooseCategory), ...this.#options());
    add.addEventListener("change", () => {
      if (!(add instanceof HTMLSelectElement) || !add.value) return;
      if (!this.#categories.includes(add.value)) this.#setCategories([...this.#categories, add.value]);
      add.value = "";
      onChange();
    });
    const zones = Intl.supportedValuesOf("timeZone").map((zone) => make("option", { value: zone }, zone));
    field(this.#form, "zone").append(make("option", { value: "" }, words.chamberZone), ...zones);
  }

  /** The fields as they are typed; hours that are not right yet are null. */
  get values(): TypedValues {
    const text = (name: string) => field(this.#form, name).value.trim();
    const [street, extra, town, state, postalCode] = ADDRESS.map(text);
    return {
      name: text("name"),
      summary: text("summary"),
      description: text("description"),
      categories: [...this.#categories],
      tags: text("tags")
        .split(",")
        .map((tag) => tag.trim())
        .filter(Boolean),
      address: {
        street: street ?? "",
        extra: extra ?? "",
        town: town ?? "",
        state: state ?? "",
        postalCode: postalCode ?? "",
      },
      position: this.#pin.value,
      phone: text("phone"),
      email: text("email"),
      website: text("website"),
      hours: this.#hours.value,
      zone: text("zone") || null,
      logo: this.#logo.value[0] ?? null,
      photos: [...this.#photos.value],
      deals: [...this.#deals.value],
    };
  }

  get hoursState(): TypedState {
    return this.#hours.state;
  }

  /** Says which hours are not right. */
  complainOfHours(): void {
    this.#hours.complain();
  }

  /** Shows values, of some fields or of all. */
  show(values: Partial<Own>, hours: TypedState | null = null): void {
    for (const name of LINES) {
      const value = values[name];
      if (value !== undefined) field(this.#form, name).value = value;
    }
    if (values.tags) field(this.#form, "tags").value = values.tags.join(", ");
    if (values.address) for (const name of ADDRESS) field(this.#form, name).value = values.address[name];
    if (values.zone !== undefined) this.#showZone(values.zone);
    if (values.categories) this.#setCategories(values.categories);
    if (values.position !== undefined) this.#pin.show(values.position);
    if (values.logo !== undefined) this.#logo.show(values.logo ? [values.logo] : []);
    if (values.photos) this.#photos.show(values.photos);
    if (values.deals) this.#deals.show(values.deals);
    if (hours) this.#hours.restore(hours);
    else if (values.hours !== undefined) this.#hours.show(values.hours);
  }

  /** The first field that somebody may type into, to go there. */
  focus(name: OwnFieldName): void {
    this.#form
      .querySelector<HTMLElement>(
        `#field-${name}, [data-part="${name}"] select, [data-part="${name}"] input:not([hidden]), [data-part="${name}"] button`,
      )
      ?.focus();
  }

  #showZone(zone: string | null): void {
    const select = field(this.#form, "zone");
    // A zone may have another name here than where it was chosen.
    const isKnown = [...select.querySelectorAll("option")].some(({ value }) => value === (zone ?? ""));
    if (zone && !isKnown) select.append(make("option", { value: zone }, zone));
    select.value = zone ?? "";
  }

  #setCategories(ids: readonly string[]): void {
    this.#categories = ids;
    const place = part("categories");
    const rows = ids.map((id) => {
      const name = this.#nameOf(id);
      const remove = button(words.remove, "account-link", () => {
        this.#setCategories(this.#categories.filter((other) => other !== id));
        part("add-category").focus();
        this.#onChange();
      });
      remove.setAttribute("aria-label", words.removeCategory(name));
      return make("li", {}, name, remove);
    });
    place.replaceChildren(...(rows.length > 0 ? rows : [make("li", { class: "account-hint" }, words.noCategory)]));
    part("add-category").toggleAttribute("disabled", ids.length >= MOST_CATEGORIES);
  }

  /** The tree of categories, those below another one behind it. */
  #options(): HTMLElement[] {
    const below = (parentId: string | null) =>
      this.#tree.filter((each) => each.parentId === parentId).sort((a, b) => a.name.localeCompare(b.name));
    return below(null).flatMap((top) =>
      [top, ...below(top.id)].map(({ id }) => make("option", { value: id }, this.#nameOf(id))),
    );
  }

  #nameOf(id: string): string {
    const own = this.#tree.find((each) => each.id === id);
    const parent = this.#tree.find((each) => each.id === own?.parentId);
    return parent ? `${parent.name} › ${own?.name}` : (own?.name ?? id);
  }
}
