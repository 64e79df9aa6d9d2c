import { dayOf, account as words } from "../strings/en-account.ts";
import type { Session } from "./account-data.ts";
import { change, read } from "./api.ts";
import { button, make, part, say } from "./dom.ts";

/** Lists where one is signed in. @param status where to say what went wrong */
export async function fillSessions(status: HTMLElement): Promise<void> {
  const answer = await read<{ sessions: Session[] }>("account/sessions");
  if (!answer.ok) return say(status, answer.problem.detail);
  part("sessions").replaceChildren(...answer.body.sessions.map((session) => rowOf(session, status)));
}

function rowOf({ id, device, createdAt, seenAt, current }: Session, status: HTMLElement): HTMLElement {
  const when = `${words.since(dayOf(createdAt))}, ${words.seen(dayOf(seenAt))}`;
  const end = button(words.end, "button quiet", () => void endOne(id, status));
  end.setAttribute("aria-label", words.endOf(device));
  return make(
    "li",
    { class: "account-row" },
    make("p", {}, make("strong", {}, device), make("span", { class: "account-hint" }, when)),
    current ? make("span", { class: "account-badge" }, words.here) : end,
  );
}

async function endOne(id: string, status: HTMLElement): Promise<void> {
  const answer = await change("DELETE", `account/sessions/${id}`);
  say(status, answer.ok ? words.ended : answer.problem.detail);
  await fillSessions(status);
}
