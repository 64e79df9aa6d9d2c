import { staffNav as words } from "../strings/en-account-people.ts";
import { read } from "./api.ts";
import { part, show } from "./dom.ts";

type Page = "changes" | "people";
type Many = { readonly cursor: string | null; readonly changes: readonly unknown[] };

/** Shows how much waits on a page. @param hasMore whether there is more than was counted */
export function showCount(page: Page, count: number, hasMore = false): void {
  const place = part(`count-${page}`);
  const text = `${count}${hasMore ? "+" : ""}`;
  show(count > 0, place);
  place.textContent = text;
  place.setAttribute("aria-label", words.waits(text));
  place.setAttribute("role", "img");
}

/** Counts what waits on the page of changes. */
export async function countChanges(): Promise<void> {
  const answer = await read<Many>("staff/changes?limit=100");
  if (answer.ok) showCount("changes", answer.body.changes.length, answer.body.cursor !== null);
}

/** Counts who waits on the page of people. */
export async function countPeople(): Promise<void> {
  const [claims, applications] = await Promise.all([
    read<{ claims: readonly unknown[] }>("staff/claims"),
    read<{ applications: readonly unknown[] }>("staff/applications"),
  ]);
  if (claims.ok && applications.ok)
    showCount("people", claims.body.claims.length + applications.body.applications.length);
}
