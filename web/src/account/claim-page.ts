import { dayOf } from "../strings/en-account.ts";
import { claimPage as words } from "../strings/en-account-claim.ts";
import type { Account } from "./account-data.ts";
import { change, read } from "./api.ts";
import { base, field, part, say, show } from "./dom.ts";
import { leavesToSignIn } from "./leave.ts";

type Claim = {
  readonly status: "pending" | "approved" | "refused";
  readonly reason: string;
  readonly createdAt: string;
};
type Asked = { readonly claim: Claim | null };

const status = part("status");
const id = new URLSearchParams(location.search).get("listing") ?? "";
const path = `listings/${id}/claims`;
let isBusy = false;

void start();

async function start(): Promise<void> {
  const listing = /^lst_\w+$/.test(id) ? await read<{ name: string; slug: string }>(`listings/${id}`) : null;
  if (!listing?.ok) {
    show(true, part("nowhere"));
    return say(status, words.noListing);
  }
  const { name, slug } = listing.body;
  part("heading").textContent = words.heading(name);
  part("back-link").setAttribute("href", `${base()}members/${slug}/`);
  show(true, part("back"));
  const [account, asked] = await Promise.all([read<Account>("account"), read<Asked>(path)]);
  if (!account.ok) return leavesToSignIn(account.problem) ? undefined : say(status, account.problem.detail);
  if (!asked.ok) return say(status, asked.problem.detail);
  part("as").textContent = words.as(account.body.email);
  part("form").addEventListener("submit", (event) => void send(event));
  fill(asked.body.claim);
}

/** Shows how the claim stands; without one, or after a no, the form for it. */
function fill(claim: Claim | null): void {
  const isOpen = claim === null || claim.status === "refused";
  show(isOpen, part("form"));
  show(claim?.status === "approved", part("approved"));
  say(status, claim === null ? "" : stateWords(claim));
}

function stateWords({ status: state, reason, createdAt }: Claim): string {
  if (state === "pending") return words.pending(dayOf(createdAt));
  return state === "approved" ? words.approved : `${words.refused(reason)} ${words.again}`;
}

async function send(event: Event): Promise<void> {
  event.preventDefault();
  if (isBusy) return;
  isBusy = true;
  const answer = await change<Asked>("POST", path, { body: { message: field(part("form"), "message").value.trim() } });
  isBusy = false;
  if (answer.ok) return fill(answer.body.claim);
  if (!leavesToSignIn(answer.problem)) say(part("problem"), answer.problem.detail);
}
