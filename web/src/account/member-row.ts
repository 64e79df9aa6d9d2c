import type { Invitation, Representative } from "@mainstreet/core/representative";
import { dayOf } from "../strings/en-account.ts";
import { memberPage as words } from "../strings/en-account-member.ts";
import { button, make } from "./dom.ts";
import { calledAs } from "./member-people.ts";
import { twoSteps } from "./two-steps.ts";

/** The member whose people are shown, and who looks at them. */
export type Here = { readonly name: string; readonly you: string; readonly mayChange: boolean };

/** What is to be done with somebody, and what to say once it is. */
export type Act = {
  readonly person: Representative;
  readonly method: "PATCH" | "DELETE";
  readonly body?: object;
  readonly done: string;
};

/** Somebody who acts for the member; owners may change that. @param act does it, and returns what is wrong, else null */
export function personRow(person: Representative, here: Here, act: (what: Act) => Promise<string | null>): HTMLElement {
  const { personKey, email, role, since } = person;
  const isYou = personKey === here.you;
  const who = calledAs(person);
  const { place, asker } = twoSteps(words.cancel);
  const other = role === "owner" ? "editor" : "owner";
  const change = asker(words.make[other], words.makeOf[other](who), {
    ask: isYou ? words.askOwnRole(here.name) : words.askRole[other](who, here.name),
    yes: isYou ? words.yesOwnRole : words.yesRole[other],
    go: () => act({ person, method: "PATCH", body: { role: other }, done: words.roleSet[other](who) }),
  });
  // After a change of role this is where somebody goes on.
  change.dataset.person = personKey;
  const remove = asker(isYou ? words.leave : words.remove, isYou ? words.leaveOf(here.name) : words.removeOf(who), {
    ask: isYou ? words.askLeave(here.name) : words.askRemove(who, here.name),
    yes: isYou ? words.yesLeave(here.name) : words.yesRemove(who),
    go: () => act({ person, method: "DELETE", done: words.removed(who, here.name) }),
  });
  const details = [...(who === email ? [] : [email]), words.since(dayOf(since))].join(" · ");
  return make(
    "li",
    { class: "member-person" },
    make(
      "div",
      { class: "account-row" },
      make(
        "p",
        { class: "member-who" },
        make("strong", {}, who, isYou ? ` (${words.you})` : null),
        " ",
        make("span", { class: `account-badge${role === "owner" ? "" : " member-editor"}` }, words.roles[role]),
        make("span", { class: "account-hint" }, details),
      ),
      here.mayChange ? make("p", { class: "account-buttons" }, change, remove) : null,
    ),
    here.mayChange ? place : null,
  );
}

/** Somebody who is asked to act for the member. @param takeBack takes the invitation back */
export function invitationRow(invitation: Invitation, { mayChange }: Here, takeBack: () => void): HTMLElement {
  const { email, role, createdAt, expires } = invitation;
  const back = button(words.takeBack, "button quiet", takeBack);
  back.setAttribute("aria-label", words.takeBackOf(email));
  const details = words.invitedAs(role, dayOf(createdAt), dayOf(new Date(expires).toISOString()));
  return make(
    "li",
    { class: "account-row" },
    make("p", { class: "member-who" }, make("strong", {}, email), make("span", { class: "account-hint" }, details)),
    mayChange ? back : null,
  );
}
