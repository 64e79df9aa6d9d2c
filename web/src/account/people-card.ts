import { dayOf } from "../strings/en-account.ts";
import { peoplePage as words } from "../strings/en-account-people.ts";
import { base, button, make, say } from "./dom.ts";
import type { Accepted, Application, Level, StaffClaim } from "./people-data.ts";
import { refuseForm } from "./refuse-form.ts";

/** What staff decide of something at the version that they see. */
export type Decision = {
  readonly path: string;
  readonly body: unknown;
  readonly version: number;
  readonly done: string;
};
/** Carries a decision out. @returns what to tell beside it when it could not be, else null */
export type Act = (decision: Decision) => Promise<string | null>;

type Fact = readonly [name: string, value: string | HTMLElement];

/** Somebody who says that a listing is theirs. */
export function claimCard(claim: StaffClaim, act: Act): HTMLElement {
  const { listing, listingId, personKey, slug, shown, website, email, name, message, matches, createdAt, version } =
    claim;
  const who = name || email;
  const path = `staff/claims/${listingId}/${personKey}`;
  const hint = website === "" ? words.noWebsite : matches ? words.matches : words.differs;
  const look = { href: `${base()}members/${slug}/`, "aria-label": words.lookOf(listing) };
  const role = choice(words.role, [
    ["owner", words.roles.owner],
    ["editor", words.roles.editor],
  ]);
  return card(
    {
      title: listing,
      badge: make("span", { class: `account-badge people-hint${matches ? "" : " people-unsure"}` }, hint),
      when: words.on(dayOf(createdAt)),
      link: shown ? make("a", look, words.look) : make("span", { class: "account-hint" }, words.notShown),
    },
    [
      [words.who, name],
      [words.email, mailLink(email)],
      [words.website, webLink(website)],
      [words.message, message],
    ],
    role.element,
    {
      accept: words.acceptClaimOf(who, listing),
      refuse: words.refuseClaimOf(who, listing),
      accepted: () => ({
        path: `${path}/approve`,
        version,
        body: { role: role.value() },
        done: words.claimAccepted(email, listing),
      }),
      refused: (reason) => ({ path: `${path}/refuse`, version, body: { reason }, done: words.claimRefused(email) }),
    },
    act,
  );
}

/** Somebody whose business would like to become a member. */
export function applicationCard(application: Application, levels: readonly Level[], act: Act): HTMLElement {
  const { id, name, contactName, email, phone, website, summary, address, message, createdAt, version } = application;
  const path = `staff/applications/${id}`;
  const byRank = levels.toSorted((a, b) => a.rank - b.rank).map((level) => [level.id, level.name] as const);
  const level = choice(words.level, [...byRank, ["", words.noLevel]]);
  const { street, extra, town, state, postalCode } = address;
  return card(
    { title: name, badge: null, when: words.on(dayOf(createdAt)), link: null },
    [
      [words.who, contactName],
      [words.email, mailLink(email)],
      [words.phone, phone],
      [words.website, webLink(website)],
      [words.address, [street, extra, town, `${state} ${postalCode}`.trim()].filter(Boolean).join(", ")],
      [words.summary, summary],
      [words.message, message],
    ],
    level.element,
    {
      accept: words.acceptApplicationOf(name),
      refuse: words.refuseApplicationOf(name),
      accepted: () => ({
        path: `${path}/accept`,
        version,
        body: { level: level.value() || null },
        done: words.applicationAccepted(name),
      }),
      refused: (reason) => ({
        path: `${path}/refuse`,
        version,
        body: { reason },
        done: words.applicationRefused(name),
      }),
    },
    act,
  );
}

/** A new member whose listing is not shown yet, with what it needs. @param reveal shows the listing on the site */
export function acceptedCard(accepted: Accepted, reveal: () => void): HTMLElement {
  const { email, decidedAt, listing, missing } = accepted;
  const { id, name } = listing;
  const edit = { class: "button", href: `${base()}account/listings/?id=${id}`, "aria-label": words.editOf(name) };
  const shown = button(words.show, "button quiet", reveal);
  shown.setAttribute("aria-label", words.showOf(name));
  const rows = missing.map((one) => make("li", {}, words.missingNames[one]));
  return make(
    "li",
    { class: "account-panel change" },
    head({ title: name, badge: null, when: decidedAt ? words.acceptedOn(dayOf(decidedAt)) : "", link: null }),
    facts([
      [words.email, mailLink(email)],
      [words.missing, rows.length === 0 ? words.complete : make("ul", { class: "people-missing" }, ...rows)],
    ]),
    make("p", { class: "account-buttons" }, make("a", edit, words.edit), shown),
  );
}

type Head = {
  readonly title: string;
  readonly badge: HTMLElement | null;
  readonly when: string;
  readonly link: HTMLElement | null;
};
type Choices = {
  readonly accept: string;
  readonly refuse: string;
  readonly accepted: () => Decision;
  readonly refused: (reason: string) => Decision;
};

function card(top: Head, rows: readonly Fact[], option: HTMLElement, choices: Choices, act: Act): HTMLElement {
  const problem = make("p", { class: "account-problem", role: "alert" });
  let isBusy = false;
  const decide = async (decision: Decision): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    problem.textContent = "";
    const told = await act(decision);
    if (told !== null) say(problem, told);
    isBusy = false;
  };
  const accept = button(words.accept, "button", () => void decide(choices.accepted()));
  accept.setAttribute("aria-label", choices.accept);
  const { open, form } = refuseForm(
    choices.refuse,
    (text) => say(problem, text),
    (reason) => void decide(choices.refused(reason)),
  );
  const buttons = make(
    "div",
    { class: "people-decide" },
    option,
    make("p", { class: "account-buttons" }, accept, open),
  );
  return make("li", { class: "account-panel change" }, head(top), facts(rows), buttons, problem, form);
}

function head({ title, badge, when, link }: Head): HTMLElement {
  return make(
    "div",
    { class: "change-head" },
    make("h3", {}, title),
    badge,
    make("span", { class: "account-hint" }, when),
    link,
  );
}

/** What is known, line by line; what is not known has no line. */
function facts(rows: readonly Fact[]): HTMLElement {
  const known = rows.filter(([, value]) => (typeof value === "string" ? value !== "" : value.textContent !== ""));
  return make(
    "dl",
    { class: "people-facts" },
    ...known.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]),
  );
}

function choice(label: string, options: readonly (readonly [string, string])[]) {
  const select = make("select", {}, ...options.map(([value, text]) => make("option", { value }, text)));
  return {
    element: make("label", { class: "people-choice" }, make("span", { class: "account-hint" }, label), select),
    value: () => select.value,
  };
}

function mailLink(email: string): HTMLElement {
  return make("a", { href: `mailto:${email}` }, email);
}

function webLink(website: string): HTMLElement | string {
  return website && make("a", { href: website, rel: "noreferrer nofollow" }, website);
}
