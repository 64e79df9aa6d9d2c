import { account as words } from "../strings/en-account.ts";
import { change, read } from "./api.ts";
import { part, say } from "./dom.ts";
import { leavesToSignIn } from "./leave.ts";

type Subscription = { readonly subscribed: boolean };

/** The switch for announcements by mail: what it says is stored at once. @param said where it is told what came of it */
export async function fillSubscription(said: HTMLElement): Promise<void> {
  const box = part("subscribed");
  if (!(box instanceof HTMLInputElement)) return;
  const answer = await read<Subscription>("account/announcements");
  if (!answer.ok) return leavesToSignIn(answer.problem) ? undefined : say(said, answer.problem.detail);
  box.checked = answer.body.subscribed;
  box.disabled = false;
  box.addEventListener("change", () => void store(box, said));
}

async function store(box: HTMLInputElement, said: HTMLElement): Promise<void> {
  const body = { subscribed: box.checked };
  const answer = await change<Subscription>("PUT", "account/announcements", { body });
  if (!answer.ok && leavesToSignIn(answer.problem)) return;
  if (!answer.ok) box.checked = !body.subscribed;
  const now = body.subscribed ? words.subscribedNow : words.unsubscribedNow;
  say(said, answer.ok ? now : answer.problem.detail);
}
