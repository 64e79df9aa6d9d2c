import type { Invitation } from "@mainstreet/core/representative";
import { memberPage as words } from "../strings/en-account-member.ts";
import type { Account } from "./account-data.ts";
import { change, type Problem, read } from "./api.ts";
import { base, field, part, say, show } from "./dom.ts";
import { leavesToSignIn } from "./leave.ts";
import { invitationId, isAsked, type People, shownOf } from "./member-people.ts";
import { type Act, type Here, invitationRow, personRow } from "./member-row.ts";

/** So late the list of invitations may hear of a new one, in milliseconds. */
const LATE_MS = 1500;

const status = part("status");
const form = part("invite-form");
const id = new URLSearchParams(location.search).get("id") ?? "";
const path = `members/${id}`;
const takenBack = new Set<string>();
let here: Here = { name: "", you: "", mayChange: false };
let isBusy = false;

void start();

async function start(): Promise<void> {
  const account = await read<Account>("account");
  if (!account.ok) return complain(account.problem);
  const found = /^mem_\w+$/.test(id) ? await hereOf(account.body) : null;
  if (!found) return say(status, words.noMember);
  here = found;
  part("heading").textContent = words.heading(here.name);
  show(!here.mayChange, part("read-only"));
  show(here.mayChange, part("invite"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void invite();
  });
  if (!(await load())) return;
  show(true, part("member"));
  status.textContent = "";
}

/** The member for those who act for it, and for staff; null for everybody else. */
async function hereOf({ personKey, members, staff, passkeyNeeded }: Account): Promise<Here | null> {
  const isStaff = staff !== null && !passkeyNeeded;
  const own = members.find((member) => member.id === id);
  if (own) return { name: own.name, you: personKey, mayChange: own.role === "owner" || isStaff };
  const member = isStaff ? await read<{ name: string }>(path) : null;
  return member?.ok ? { name: member.body.name, you: personKey, mayChange: true } : null;
}

async function load(): Promise<boolean> {
  const answer = await read<People>(`${path}/people`);
  if (answer.ok) fill(answer.body);
  else complain(answer.problem);
  return answer.ok;
}

function fill(all: People): void {
  const { people, invitations } = shownOf(all, takenBack);
  part("people").replaceChildren(...people.map((person) => personRow(person, here, act)));
  part("invitations").replaceChildren(...invitations.map((one) => invitationRow(one, here, () => void takeBack(one))));
  show(invitations.length > 0, part("asked"));
}

async function act({ person, method, body, done }: Act): Promise<string | null> {
  const { personKey, version } = person;
  const answer = await change(method, `${path}/people/${personKey}`, { version, ...(body && { body }) });
  if (!answer.ok) return refused(answer.problem);
  // Whoever changes what they may do themselves is signed out with it.
  if (personKey === here.you) {
    location.assign(`${base()}sign-in/?next=${encodeURIComponent(`${base()}account/`)}`);
    return null;
  }
  await tell(done, method === "PATCH" ? personKey : null);
  return null;
}

async function takeBack(invitation: Invitation): Promise<void> {
  const answer = await change("DELETE", `${path}/invitations/${invitation.personKey}`);
  if (answer.ok) takenBack.add(invitationId(invitation));
  const told = answer.ok ? words.takenBack(invitation.email) : await refused(answer.problem);
  if (told !== null) await tell(told);
}

async function invite(): Promise<void> {
  if (isBusy) return;
  const email = field(form, "email");
  const to = email.value.trim();
  quiet();
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(to)) return refuseInvite(words.wrongEmail);
  isBusy = true;
  const body = { email: to, role: field(form, "role").value };
  const answer = await change<People>("POST", `${path}/invitations`, { body });
  isBusy = false;
  if (!answer.ok) {
    const { problem } = answer;
    if (leavesToSignIn(problem)) return;
    return refuseInvite(problem.fields?.[0]?.path === "email" ? words.wrongEmail : problem.detail);
  }
  fill(answer.body);
  email.value = "";
  email.focus();
  say(part("invite-said"), words.invited(to));
  if (!isAsked(answer.body, to)) setTimeout(() => void load(), LATE_MS);
}

function refuseInvite(text: string): void {
  const email = field(form, "email");
  say(part("invite-problem"), text);
  email.setAttribute("aria-invalid", "true");
  email.focus();
}

function quiet(): void {
  part("invite-said").textContent = "";
  part("invite-problem").textContent = "";
  field(form, "email").removeAttribute("aria-invalid");
}

/** What is wrong; null where the lists were loaded again because they say something else by now, or the page is left. */
async function refused(problem: Problem): Promise<string | null> {
  if (leavesToSignIn(problem)) return null;
  if (problem.code !== "stale" && problem.code !== "not-found") return problem.detail;
  await tell(words.changed);
  return null;
}

/** Reads the lists anew and says what has happened. @param personKey whose button somebody has pressed, to go on there */
async function tell(text: string, personKey: string | null = null): Promise<void> {
  if (!(await load())) return;
  say(status, text);
  const button = personKey && part("people").querySelector<HTMLElement>(`[data-person="${personKey}"]`);
  (button || status).focus();
}

function complain(problem: Problem): void {
  if (!leavesToSignIn(problem)) say(status, problem.detail);
}
