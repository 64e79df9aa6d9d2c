import { dayOf, account as words } from "../strings/en-account.ts";
import { date } from "../strings/en-time.ts";
import type { Account, ListingAndPending } from "./account-data.ts";
import { change, read } from "./api.ts";
import { base, button, make, part, say } from "./dom.ts";
import { fieldList } from "./field-words.ts";
import { leavesToSignIn } from "./leave.ts";

type Members = Pick<Account, "members" | "applications" | "email">;

/** Shows the members that one acts for with their listings, or how to come to one. @param status where to say what happens */
export async function fillListings(account: Members, status: HTMLElement): Promise<void> {
  const place = part("listings");
  if (account.members.length === 0) return place.replaceChildren(noMember(account));
  const answer = await read<{ listings: ListingAndPending[] }>("account/listings");
  if (!answer.ok) return leavesToSignIn(answer.problem) ? undefined : say(status, answer.problem.detail);
  const { listings } = answer.body;
  place.replaceChildren(
    ...(account.applications.length > 0 ? [make("div", { class: "account-notice" }, ...applied(account))] : []),
    ...account.members.map(({ id, name, role }) => {
      const own = listings.filter(({ listing }) => listing.memberId === id);
      return make(
        "div",
        { class: "account-member" },
        make(
          "div",
          { class: "account-row" },
          make("div", {}, make("h3", {}, name), make("p", { class: "note" }, words.asRole[role])),
          make("a", peopleOf(id, name), words.people),
        ),
        own.length === 0 ? make("p", { class: "empty" }, words.noListing) : null,
        make("ul", { class: "account-cards" }, ...own.map((one) => cardOf(one, account, status))),
      );
    }),
  );
}

function peopleOf(id: string, name: string) {
  return { class: "button quiet", href: `${base()}account/people/?id=${id}`, "aria-label": words.peopleFor(name) };
}

/** What was asked of staff and not answered yet. */
function applied({ applications, email }: Members): HTMLElement[] {
  const lines = applications.map(({ name, createdAt }) =>
    make("p", {}, make("strong", {}, words.applied(name, dayOf(createdAt)))),
  );
  return [...lines, make("p", {}, words.appliedHelp(email))];
}

function noMember(account: Members): HTMLElement {
  const { mail = "" } = part("account").dataset;
  const hasApplied = account.applications.length > 0;
  return make(
    "div",
    { class: "empty" },
    ...(hasApplied
      ? applied(account)
      : [make("p", {}, make("strong", {}, words.noMember)), make("p", {}, words.noMemberHelp)]),
    make(
      "p",
      { class: "account-buttons" },
      make("a", { class: hasApplied ? "button quiet" : "button", href: `${base()}directory/` }, words.openDirectory),
      hasApplied ? null : make("a", { class: "button quiet", href: `${base()}join/` }, words.join),
      mail ? make("a", { class: "button quiet", href: `mailto:${mail}` }, words.writeTo(mail)) : null,
    ),
  );
}

function cardOf({ listing, pending }: ListingAndPending, account: Members, status: HTMLElement): HTMLElement {
  const { id, name, slug, address, confirmedOn, version } = listing;
  const waits = pending ? fieldList(Object.keys(pending.fields)) : "";
  const isShown = listing.status === "published";
  /** A member may have several listings of one name. */
  const called = [name, address.town].filter(Boolean).join(", ");
  const yes = button(words.yes, "button quiet", () => void confirm());
  yes.setAttribute("aria-label", words.yesFor(called));
  const edit = { class: "button", href: `${base()}account/listings/?id=${id}`, "aria-label": words.editFor(called) };
  const look = { href: `${base()}members/${slug}/`, "aria-label": words.lookFor(called) };

  async function confirm(): Promise<void> {
    const answer = await change("POST", `account/listings/${id}/confirm`, { version });
    if (!answer.ok && leavesToSignIn(answer.problem)) return;
    await fillListings(account, status);
    say(
      status,
      answer.ok ? words.thanks(called) : answer.problem.code === "stale" ? words.faster : answer.problem.detail,
    );
  }

  return make(
    "li",
    { class: "account-panel account-card" },
    make("h4", {}, name),
    make("p", { class: "note" }, [address.street, address.town].filter(Boolean).join(", ")),
    isShown ? null : make("p", { class: "account-badge" }, words.hidden),
    waits ? make("p", { class: "account-badge account-waits" }, words.waits(waits)) : null,
    make("p", { class: "note" }, confirmedOn ? words.confirmed(date(confirmedOn)) : words.neverConfirmed),
    make("p", { class: "account-ask" }, words.stillRight),
    make("p", { class: "account-buttons" }, yes, make("a", edit, words.edit)),
    isShown ? make("p", {}, make("a", look, words.look)) : null,
  );
}
