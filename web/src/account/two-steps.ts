import { button, make, say, show } from "./dom.ts";

/** What is asked before it is done. */
export type Question = {
  /** What happens then, in a sentence or two. */
  readonly ask: string;
  readonly yes: string;
  /** Does it. @returns what to tell beside it when it could not be done, else null */
  readonly go: () => Promise<string | null>;
};

/**
 * A place in which a question is asked, and buttons that ask one each: nothing is done without the second step. Escape goes
 * back to the button that asked.
 */
export function twoSteps(cancel: string) {
  const sentence = make("p", { tabindex: "-1" });
  const problem = make("p", { class: "account-problem", role: "alert" });
  const answers = make("p", { class: "account-buttons" });
  const place = make("div", { class: "account-notice two-steps", hidden: true }, sentence, problem, answers);
  let asking: HTMLElement | null = null;
  let isBusy = false;

  function close(): void {
    show(false, place);
    asking?.setAttribute("aria-expanded", "false");
    asking?.focus();
    asking = null;
  }

  async function answer(go: Question["go"]): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    problem.textContent = "";
    const told = await go();
    if (told !== null) say(problem, told);
    isBusy = false;
  }

  /** @param label what the button does, for those who do not see where it stands */
  function asker(text: string, label: string, { ask, yes, go }: Question): HTMLButtonElement {
    const made = button(text, "button quiet", () => {
      if (asking === made) return close();
      asking?.setAttribute("aria-expanded", "false");
      asking = made;
      made.setAttribute("aria-expanded", "true");
      problem.textContent = "";
      sentence.textContent = ask;
      answers.replaceChildren(
        button(yes, "button", () => void answer(go)),
        button(cancel, "button quiet", close),
      );
      show(true, place);
      sentence.focus();
    });
    made.setAttribute("aria-label", label);
    made.setAttribute("aria-expanded", "false");
    return made;
  }

  place.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") close();
  });
  return { place, asker };
}
