import { listingPage as words } from "../strings/en-account-listing.ts";
import type { Category } from "./account-data.ts";
import type { Clash } from "./api.ts";
import { make, part, show } from "./dom.ts";
import { fieldName, fieldWords } from "./field-words.ts";

/**
 * Shows of each field what two people have set, and asks which it shall be.
 * @param chosen is told the fields that shall say what the other person has set
 */
export function askWhich(
  clashes: readonly Clash[],
  categories: readonly Category[],
  chosen: (theirs: readonly string[]) => void,
): void {
  const section = part("clashes");
  part("clash-rows").replaceChildren(
    ...clashes.map(({ field, yours, theirs }) => {
      const choice = (value: "yours" | "theirs", set: unknown) =>
        make(
          "label",
          { class: "listing-choice" },
          make("input", { type: "radio", name: `clash-${field}`, value, checked: value === "yours" }),
          make("span", {}, make("strong", {}, words[value]), ` ${fieldWords(field, set, categories)}`),
        );
      return make(
        "fieldset",
        {},
        make("legend", {}, fieldName(field)),
        choice("yours", yours),
        choice("theirs", theirs),
      );
    }),
  );
  show(true, section);
  part("clash-title").focus();
  part("clash-form").onsubmit = (event) => {
    event.preventDefault();
    show(false, section);
    chosen(
      clashes.flatMap(({ field }) => {
        const theirs = section.querySelector<HTMLInputElement>(`[name="clash-${field}"][value="theirs"]`);
        return theirs?.checked ? [field] : [];
      }),
    );
  };
}
