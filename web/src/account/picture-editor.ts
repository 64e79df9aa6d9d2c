import type { Picture } from "@mainstreet/core/picture";
import { pictureWords as words } from "../strings/en-account-listing.ts";
import { button, make, part, say, show } from "./dom.ts";
import { uploadPicture } from "./picture-upload.ts";
import { pictureView } from "./picture-view.ts";

type Options = {
  readonly listingId: string;
  readonly most: number;
  /** What one of them is called: "Logo", "Photo 2". */
  readonly name: (number: number) => string;
  readonly onChange: () => void;
};

/** Pictures of a listing: chosen, put in order, put into words and taken off. Nothing of it counts before it is saved. */
export class PictureEditor {
  readonly #place: HTMLElement;
  readonly #options: Options;
  readonly #input: HTMLInputElement;
  readonly #choose: HTMLButtonElement;
  readonly #note: HTMLElement;
  readonly #problem: HTMLElement;
  readonly #progress = make("progress", { max: "1", value: "0", hidden: true });
  #pictures: readonly Picture[] = [];
  #isUploading = false;

  constructor(place: HTMLElement, options: Options) {
    this.#place = place;
    this.#options = options;
    this.#note = part("picture-note", place);
    this.#problem = part("picture-problem", place);
    const { most } = options;
    this.#input = make("input", { type: "file", accept: "image/*", multiple: most > 1, hidden: true });
    this.#input.addEventListener("change", () => void this.#take([...(this.#input.files ?? [])]));
    // The form hears of what is typed, and not of a file that is not uploaded yet.
    this.#input.addEventListener("input", (event) => event.stopPropagation());
    this.#choose = button("", "button quiet", () => this.#input.click());
    this.#note.before(this.#progress);
    part("picture-choose", place).append(this.#choose, this.#input);
  }

  get value(): readonly Picture[] {
    return this.#pictures;
  }

  show(pictures: readonly Picture[]): void {
    this.#pictures = pictures;
    this.#note.textContent = "";
    this.#draw();
  }

  #set(pictures: readonly Picture[]): void {
    this.show(pictures);
    this.#options.onChange();
  }

  async #take(files: readonly File[]): Promise<void> {
    this.#input.value = "";
    if (this.#isUploading || files.length === 0) return;
    this.#isUploading = true;
    this.#problem.textContent = "";
    const { most, listingId } = this.#options;
    const problems: string[] = [];
    let added = 0;
    show(true, this.#progress);
    for (const file of files) {
      // A logo takes the place of the one before.
      if (most > 1 && this.#pictures.length >= most) {
        problems.push(words.full(most));
        break;
      }
      this.#progress.value = 0;
      say(this.#note, words.uploading(file.name));
      this.#draw();
      const answer = await uploadPicture(`account/listings/${listingId}/pictures`, file, (done) => {
        this.#progress.value = done;
      });
      if (!answer.ok) problems.push(words.failed(file.name, answer.problem.detail));
      else if (most > 1 && this.#pictures.some(({ hash }) => hash === answer.body.hash))
        problems.push(words.twice(file.name));
      else {
        const { hash, width, height, widths } = answer.body;
        const picture: Picture = { hash, width, height, widths, alt: "" };
        this.#set(most > 1 ? [...this.#pictures, picture] : [picture]);
        added++;
      }
    }
    this.#isUploading = false;
    show(false, this.#progress);
    this.#draw();
    say(this.#note, added > 0 ? words.uploaded(added) : "");
    this.#problem.textContent = problems.join(" ");
    if (added > 0) this.#focus(this.#pictures.length - 1, "alt");
    else this.#choose.focus();
  }

  #draw(): void {
    const { most } = this.#options;
    const count = this.#pictures.length;
    const list = part("picture-list", this.#place);
    list.replaceChildren(...this.#pictures.map((picture, at) => this.#row(picture, at)));
    show(count > 0, list);
    this.#choose.textContent = most === 1 ? (count === 0 ? words.chooseLogo : words.otherLogo) : words.choosePhotos;
    this.#choose.disabled = this.#isUploading || (most > 1 && count >= most);
  }

  #row(picture: Picture, at: number): HTMLElement {
    const { most, name, listingId } = this.#options;
    const own = name(at + 1);
    const alt = make("input", { maxlength: "200", "data-focus": `${at}-alt` });
    alt.value = picture.alt;
    alt.placeholder = words.altExample;
    // The form hears of it after this has.
    alt.addEventListener("input", () => {
      this.#pictures = this.#pictures.map((one, i) => (i === at ? { ...one, alt: alt.value.trim() } : one));
    });
    const act = (text: string, label: string, focus: string, press: () => void) => {
      const made = button(text, "account-link", press);
      made.setAttribute("aria-label", label);
      made.dataset.focus = `${at}-${focus}`;
      return made;
    };
    const move = (by: number, text: string, label: string, focus: string) => {
      const made = act(text, label, focus, () => this.#move(at, by, focus));
      made.disabled = at + by < 0 || at + by >= this.#pictures.length;
      return made;
    };
    const remove = act(words.remove, words.removeOf(own), "remove", () => {
      this.#set(this.#pictures.filter((_, i) => i !== at));
      this.#choose.focus();
    });
    const moves =
      most > 1
        ? [move(-1, words.earlier, words.earlierOf(own), "earlier"), move(1, words.later, words.laterOf(own), "later")]
        : [];
    return make(
      "li",
      { class: "picture-row" },
      pictureView(listingId, { ...picture, alt: "" }),
      make(
        "div",
        { class: "picture-words" },
        make("label", {}, make("span", {}, words.alt(own)), alt),
        make("p", { class: "account-buttons" }, ...moves, remove),
      ),
    );
  }

  #move(at: number, by: number, focus: string): void {
    const moved = [...this.#pictures];
    const [picture] = moved.splice(at, 1);
    if (!picture) return;
    moved.splice(at + by, 0, picture);
    this.#set(moved);
    say(this.#note, words.moved(at + by + 1, moved.length));
    // At an end there is no going on: the other way is the nearest thing.
    const isEnd = at + by === 0 || at + by === moved.length - 1;
    this.#focus(at + by, isEnd ? (focus === "earlier" ? "later" : "earlier") : focus);
  }

  #focus(at: number, what: string): void {
    this.#place.querySelector<HTMLElement>(`[data-focus="${at}-${what}"]`)?.focus();
  }
}
