import { signIn as words } from "../strings/en-account.ts";
import type { Account } from "./account-data.ts";
import { change, type Problem, read } from "./api.ts";
import { base, field, part, say, show } from "./dom.ts";
import { nextPath } from "./next-path.ts";
import { canPasskey, showPasskey } from "./passkey.ts";

/** Whom the code was mailed to: on a phone, who looks for the mail may find this page drawn anew. */
const ASKED = "mainstreet.sign-in";

const ask = part("ask");
const prove = part("prove");
const signedIn = part("signed-in");
const askProblem = part("ask-problem");
const proveProblem = part("prove-problem");
const sentTo = part("sent-to");
const email = field(ask, "email");
const code = field(prove, "code");
const site = { origin: location.origin, base: base() };
const next = nextPath(new URLSearchParams(location.search).get("next"), site, `${base()}account/`);
/** A form that is pressed twice is sent once. */
let isBusy = false;

void start();

async function start(): Promise<void> {
  ask.addEventListener("submit", (event) => void pressed(event, () => sendCode(email.value.trim(), false)));
  prove.addEventListener("submit", (event) => void pressed(event, proveCode));
  part("again").addEventListener("click", (event) => void pressed(event, () => sendCode(email.value.trim(), true)));
  part("other").addEventListener("click", () => askAnew());
  part("sign-out").addEventListener("click", (event) => void pressed(event, signOut));
  const passkey = part("passkey");
  passkey.addEventListener("click", (event) => void pressed(event, usePasskey));
  show(canPasskey(), passkey);
  part("go-on").setAttribute("href", next);
  // Who wants to join is nobody whom the chamber knows.
  if (next === `${base()}join/`) part("email-hint").textContent = words.emailHintJoin;

  const asked = sessionStorage.getItem(ASKED);
  const answer = await read<{ signedIn: boolean }>("sign-in");
  if (answer.ok && answer.body.signedIn) return only(signedIn);
  if (asked === null) only(ask);
  else {
    email.value = asked;
    waitForCode(words.sentTo(asked));
  }
  if (!answer.ok) say(askProblem, answer.problem.detail);
}

async function pressed(event: Event, run: () => Promise<void>): Promise<void> {
  event.preventDefault();
  if (isBusy) return;
  isBusy = true;
  await run().finally(() => {
    isBusy = false;
  });
}

async function sendCode(to: string, isAgain: boolean): Promise<void> {
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(to)) return complain(askProblem, email, words.wrongEmail);
  const answer = await change("POST", "sign-in", { body: { email: to } });
  if (!answer.ok) return isAgain ? refuseCode(answer.problem) : complain(askProblem, email, reason(answer.problem));
  sessionStorage.setItem(ASKED, to);
  waitForCode(isAgain ? `${words.sentAgain} ${words.sentTo(to)}` : words.sentTo(to));
}

function waitForCode(sentence: string): void {
  only(prove);
  quiet(proveProblem, code);
  code.value = "";
  say(sentTo, sentence);
  code.focus();
}

async function proveCode(): Promise<void> {
  const typed = code.value.replaceAll(/[\s-]/g, "");
  if (!/^\d{6}$/.test(typed)) return complain(proveProblem, code, words.wrongCode);
  const answer = await change<Account>("POST", "sign-in/code", { body: { code: typed } });
  if (!answer.ok) return refuseCode(answer.problem);
  leave();
}

async function usePasskey(): Promise<void> {
  const problem = await showPasskey(words.noPasskey);
  if (problem === null) leave();
  else say(askProblem, problem);
}

async function signOut(): Promise<void> {
  await change("POST", "sign-out");
  location.reload();
}

function leave(): void {
  sessionStorage.removeItem(ASKED);
  location.replace(next);
}

/** Whoever has tried too often, or too late, needs another code: the way to it is the next thing under the keys. */
function refuseCode(problem: Problem): void {
  complain(proveProblem, code, reason(problem));
  if (problem.code === "expired") part("again").focus();
}

function askAnew(): void {
  sessionStorage.removeItem(ASKED);
  quiet(askProblem, email);
  only(ask);
  email.focus();
}

/** What the API says of the field, else of the request. */
function reason({ detail, fields }: Problem): string {
  return fields?.[0]?.path === "email" ? words.wrongEmail : detail;
}

function complain(place: HTMLElement, about: HTMLElement, text: string): void {
  say(place, text);
  about.setAttribute("aria-invalid", "true");
  about.focus();
}

function quiet(place: HTMLElement, about: HTMLElement): void {
  place.textContent = "";
  about.removeAttribute("aria-invalid");
}

function only(one: HTMLElement): void {
  show(false, ask, prove, signedIn);
  show(true, one);
}
