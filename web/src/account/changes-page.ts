import { changesPage as words } from "../strings/en-account-staff.ts";
import type { Category, ToSee } from "./account-data.ts";
import { type Answer, change, read } from "./api.ts";
import { type Act, ChangeCard } from "./change-card.ts";
import { make, part, say, show } from "./dom.ts";
import { leavesToSignIn } from "./leave.ts";
import { countPeople, showCount } from "./staff-nav.ts";

const status = part("status");
let cursor: string | null = null;
let categories: readonly Category[] = [];

void start();

async function start(): Promise<void> {
  const tree = await read<{ categories: Category[] }>("categories");
  if (tree.ok) categories = tree.body.categories;
  part("more").addEventListener("click", () => void load());
  if (!(await load())) return;
  status.textContent = "";
  await countPeople();
}

async function load(): Promise<boolean> {
  const from = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
  const answer = await read<{ changes: ToSee[]; cursor: string | null }>(`staff/changes${from}`);
  if (!answer.ok) {
    const { problem } = answer;
    if (!leavesToSignIn(problem)) say(status, problem.status === 403 ? words.notStaff : problem.detail);
    return false;
  }
  if (from === "") part("changes").replaceChildren();
  part("changes").append(...answer.body.changes.map((one) => new ChangeCard(one, categories, act).element));
  cursor = answer.body.cursor;
  show(cursor !== null, part("more"));
  showEmpty();
  return true;
}

const act: Act = async (card, { how, body, version }) => {
  const { listing } = card.shown;
  const path = `staff/changes/${listing.id}/${how}`;
  const answer: Answer<unknown> = await change("POST", path, { body, ...(version !== undefined && { version }) });
  if (answer.ok) {
    card.element.remove();
    showEmpty();
    const done = { approve: words.approved, refuse: words.refused, seen: words.wasSeen }[how];
    say(status, done(listing.name));
    status.focus();
    return;
  }
  const { problem } = answer;
  if (leavesToSignIn(problem)) return;
  if (problem.code === "conflict" && problem.clashes) return card.askOver(problem.clashes);
  if (problem.code === "stale") {
    cursor = null;
    await load();
    say(status, words.stale);
    return status.focus();
  }
  card.complain(problem.fields?.[0]?.message ?? problem.detail);
};

function showEmpty(): void {
  const list = part("changes");
  showCount("changes", list.children.length, cursor !== null);
  if (list.children.length === 0) list.append(make("li", { class: "empty" }, words.empty));
}
