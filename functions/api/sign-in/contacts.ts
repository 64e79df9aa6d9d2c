import { system } from "@mainstreet/core/actor";
import type { Member } from "@mainstreet/core/member";
import { sameEmail } from "@mainstreet/core/person-key";
import * as MemberStore from "@mainstreet/store/member-store";
import type { Table } from "@mainstreet/store/table";

const PAGE = 500;
/** More members than any chamber has: a bound on what one question may cost. */
const MOST_PAGES = 100;

/** The current members whose contact a mailbox is. All members are read: only somebody who has proved the mailbox may ask. */
export async function membersOfContact(table: Table, email: string): Promise<Member[]> {
  const wanted = sameEmail(email);
  const found: Member[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page: Awaited<ReturnType<typeof MemberStore.list>> = await MemberStore.list(table, system("sign-in"), {
      limit: PAGE,
      cursor,
    });
    found.push(...page.members.filter((m) => m.status === "current" && sameEmail(m.contactEmail) === wanted));
    if (page.cursor === null) break;
    cursor = page.cursor;
  }
  return found;
}
