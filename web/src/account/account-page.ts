import { account as words } from "../strings/en-account.ts";
import type { Account } from "./account-data.ts";
import { type Answer, change, read } from "./api.ts";
import { base, button, field, make, part, say, show } from "./dom.ts";
import { goToSignIn, leavesToSignIn } from "./leave.ts";
import { fillSubscription } from "./own-announcements.ts";
import { fillListings } from "./own-listings.ts";
import { fillPasskeys } from "./own-passkeys.ts";
import { fillSessions } from "./own-sessions.ts";

const status = part("status");

void start();

async function start(): Promise<void> {
  const answer = await read<Account>("account");
  if (!answer.ok) return leavesToSignIn(answer.problem) ? undefined : say(status, answer.problem.detail);
  part("sign-out").addEventListener("click", () => void leave("sign-out"));
  part("end-all").addEventListener("click", () => void leave("account/sessions/end"));
  part("you").addEventListener("submit", (event) => void saveYou(event));
  for (const choice of choices()) choice.checked = choice.value === answer.body.visibility;
  fill(answer.body);
  show(true, part("account"));
  status.textContent = "";
  await Promise.all([
    fillListings(answer.body, status),
    fillSessions(status),
    fillSubscription(part("subscribed-said")),
    fillPasskeys(answer.body, part("passkeys-said")),
  ]);
}

function fill(account: Account): void {
  part("hello").textContent = words.hello(account.name);
  part("signed-in-as").textContent = words.signedInAs(account.email);
  field(part("you"), "name").value = account.name;
  fillStaff(account);
  fillInvitations(account);
}

function fillStaff({ staff, passkeyNeeded }: Account): void {
  show(staff !== null, part("staff"));
  const linkTo = (path: string, name: string) => make("a", { class: "button quiet", href: base() + path }, name);
  part("staff-links").replaceChildren(
    passkeyNeeded
      ? make("p", {}, words.passkeyNeeded)
      : make(
          "p",
          { class: "account-buttons" },
          linkTo("staff/", words.staffConsole),
          linkTo("staff/changes/", words.staffChanges),
          linkTo("staff/people/", words.staffPeople),
        ),
  );
}

function fillInvitations({ invitations }: Account): void {
  show(invitations.length > 0, part("invitations"));
  part("invitation-rows").replaceChildren(
    ...invitations.map(({ memberId, name, role }) =>
      make(
        "li",
        {},
        make("p", {}, words.invited(name, words.role[role])),
        make(
          "p",
          { class: "account-buttons" },
          button(words.accept, "button", () => void answerTo(memberId, "accept")),
          button(words.decline, "button quiet", () => void answerTo(memberId, "decline")),
        ),
      ),
    ),
  );
}

async function answerTo(memberId: string, how: "accept" | "decline"): Promise<void> {
  const answer = await change<Account>("POST", `account/invitations/${memberId}/${how}`);
  if (!answer.ok) return complain(answer);
  // Whom one acts for decides what this page shows.
  if (how === "accept") location.reload();
  else fillInvitations(answer.body);
}

async function saveYou(event: Event): Promise<void> {
  event.preventDefault();
  const form = part("you");
  const visibility = choices().find(({ checked }) => checked)?.value;
  const body = { name: field(form, "name").value.trim(), ...(visibility && { visibility }) };
  const answer = await change<Account>("PATCH", "account", { body });
  if (!answer.ok && leavesToSignIn(answer.problem)) return;
  say(part("you-said"), answer.ok ? words.saved : (answer.problem.fields?.[0]?.message ?? answer.problem.detail));
  if (answer.ok) fill(answer.body);
}

/** Who may see one's name. */
function choices(): HTMLInputElement[] {
  return [...part("you").querySelectorAll<HTMLInputElement>('[name="visibility"]')];
}

async function leave(how: string): Promise<void> {
  const answer = await change("POST", how);
  if (answer.ok) goToSignIn();
  else complain(answer);
}

function complain(answer: Answer<unknown>): void {
  if (!answer.ok && !leavesToSignIn(answer.problem)) say(status, answer.problem.detail);
}
