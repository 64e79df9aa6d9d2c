import { joinPage as words } from "../strings/en-account-join.ts";
import type { Account } from "./account-data.ts";
import { change, type Problem, read } from "./api.ts";
import { field, part, say, show } from "./dom.ts";
import { applicationOf, dropJoin, findJoin, keepJoin, NOTHING, sentAs, wrongIn } from "./join-draft.ts";
import { goToSignIn, leavesToSignIn } from "./leave.ts";

const FIELDS = [
  "name",
  "summary",
  "phone",
  "website",
  "street",
  "town",
  "state",
  "postalCode",
  "contactName",
  "message",
] as const;

const form = part("form");
const problem = part("problem");
let draft = findJoin();
let email: string | null = null;
let isBusy = false;

void start();

async function start(): Promise<void> {
  for (const name of FIELDS) field(form, name).value = draft.typed[name] ?? "";
  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
  part("another").addEventListener("click", () => {
    fillWith(NOTHING);
    only("form");
    field(form, "name").focus();
  });
  only("form");
  say(part("as"), words.notYet);
  await findOut();
  if (email === null || !draft.isReady) return;
  const place = part("signed-in");
  show(true, place);
  say(place, words.signedIn);
  place.focus();
}

/** Whose mailbox is proved in this browser. Who is signed in is asked first: others need no account to read this page. */
async function findOut(): Promise<void> {
  const begun = await read<{ signedIn: boolean }>("sign-in");
  const account = begun.ok && begun.body.signedIn ? await read<Account>("account") : null;
  if (!begun.ok) return say(problem, begun.problem.detail);
  if (!account?.ok) return;
  email = account.body.email;
  if (field(form, "contactName").value === "") field(form, "contactName").value = account.body.name;
  part("as").textContent = words.as(email);
  part("send").textContent = words.send;
  show(false, part("prove-step"));
}

function keep(): void {
  const typed = Object.fromEntries(FIELDS.map((name) => [name, field(form, name).value]));
  draft = { ...draft, typed };
  keepJoin(draft);
}

async function send(): Promise<void> {
  if (isBusy) return;
  keep();
  quiet();
  const body = applicationOf(draft.typed);
  const wrong = wrongIn(body);
  if (wrong.length > 0) {
    const sentences = { name: words.noName, phone: words.noPhone, website: words.noWebsite };
    return complainOf(wrong.map((path) => ({ path, message: sentences[path] })));
  }
  if (email === null) return prove();
  isBusy = true;
  draft = { ...draft, sent: sentAs(draft.sent, body, () => crypto.randomUUID()) };
  keepJoin(draft);
  const answer = await change("POST", "join", { body, ...(draft.sent && { key: draft.sent.key }) });
  isBusy = false;
  if (!answer.ok) return refused(answer.problem);
  part("done-text").textContent = words.done(body.name, email);
  only("done");
  part("done-title").focus();
  dropJoin();
}

/** Goes to prove the mailbox, and comes back with all that was typed. */
function prove(): void {
  draft = { ...draft, isReady: true };
  keepJoin(draft);
  goToSignIn();
}

function refused(problem: Problem): void {
  if (problem.status === 401) {
    draft = { ...draft, isReady: true };
    keepJoin(draft);
  }
  if (leavesToSignIn(problem)) return;
  if (problem.fields && problem.fields.length > 0) {
    complainOf(problem.fields.map(({ path, message }) => ({ path, message: words.wrong(labelOf(path), message) })));
  } else complain(problem.detail);
}

/** Says beside each field what is wrong with it, and goes to the first one. */
function complainOf(fields: readonly { readonly path: string; readonly message: string }[]): void {
  const wrong = FIELDS.flatMap((name) => {
    const found = fields.find(({ path }) => path === name || path === `address.${name}`);
    return found ? [{ name, message: found.message }] : [];
  });
  for (const { name, message } of wrong) {
    const place = placeOf(name);
    show(true, place);
    say(place, message);
    field(form, name).setAttribute("aria-invalid", "true");
  }
  const [first] = wrong;
  say(problem, first ? words.mend : (fields[0]?.message ?? ""));
  (first ? field(form, first.name) : problem).focus();
}

function labelOf(path: string): string {
  const name = FIELDS.find((each) => path === each || path === `address.${each}`);
  return name ? words[name] : path;
}

function complain(text: string): void {
  say(problem, text);
  problem.focus();
}

function quiet(): void {
  problem.textContent = "";
  for (const name of FIELDS) {
    show(false, placeOf(name));
    field(form, name).removeAttribute("aria-invalid");
  }
}

function placeOf(name: string): HTMLElement {
  const found = form.querySelector<HTMLElement>(`[data-wrong="${name}"]`);
  if (!found) throw new Error(`the form has no place for what is wrong with ${name}`);
  return found;
}

function fillWith(next: typeof NOTHING): void {
  draft = next;
  for (const name of FIELDS) field(form, name).value = next.typed[name] ?? "";
  show(false, part("signed-in"));
  quiet();
}

function only(one: "form" | "done"): void {
  show(one === "form", form);
  show(one === "done", part("done"));
}
