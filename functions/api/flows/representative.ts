import { system } from "@mainstreet/core/actor";
import { sameEmail } from "@mainstreet/core/person-key";
import * as MemberStore from "@mainstreet/store/member-store";
import type { Table } from "@mainstreet/store/table";

const PAGE = 200;
/** More members than any chamber has: a bound on what one question may cost. */
const MOST_PAGES = 100;

/**
 * Whether a mailbox is the contact of a current member. All members are read: this is asked only for events that are open
 * to members alone, and only by somebody who has proved the mailbox.
 */
export async function isRepresentative(table: Table, email: string): Promise<boolean> {
  const wanted = sameEmail(email);
  let cursor: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page: Awaited<ReturnType<typeof MemberStore.list>> = await MemberStore.list(table, system("registration"), {
      limit: PAGE,
      cursor,
    });
    const found = page.members.some((m) => m.status === "current" && sameEmail(m.contactEmail) === wanted);
    if (found || page.cursor === null) return found;
    cursor = page.cursor;
  }
  return false;
}
