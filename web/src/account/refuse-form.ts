import { peoplePage as words } from "../strings/en-account-people.ts";
import { button, make, show } from "./dom.ts";

/**
 * A button that opens the form in which staff say why not: nothing is refused without the second step.
 * @param label what the button does, for those who do not see where it stands
 * @param missing what to do when there is no reason
 * @param refuse what to do with the reason
 */
export function refuseForm(
  label: string,
  missing: (text: string) => void,
  refuse: (reason: string) => void,
): { readonly open: HTMLButtonElement; readonly form: HTMLElement } {
  const reason = make("textarea", { "aria-label": words.reason, maxlength: "1000" });
  const open = button(words.refuse, "button quiet", () => {
    show(true, form);
    open.setAttribute("aria-expanded", "true");
    reason.focus();
  });
  open.setAttribute("aria-label", label);
  open.setAttribute("aria-expanded", "false");
  const send = button(words.sendRefusal, "button", () => {
    const text = reason.value.trim();
    if (text !== "") return refuse(text);
    missing(words.reasonMissing);
    reason.focus();
  });
  const cancel = button(words.cancel, "button quiet", () => {
    show(false, form);
    open.setAttribute("aria-expanded", "false");
    open.focus();
  });
  const form = make(
    "div",
    { class: "account-field", hidden: true },
    make("p", {}, make("strong", {}, words.reason)),
    reason,
    make("p", { class: "account-buttons" }, send, cancel),
  );
  return { open, form };
}
