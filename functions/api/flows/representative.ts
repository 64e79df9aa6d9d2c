import { system } from "@mainstreet/core/actor";
import { type PersonKey, sameEmail } from "@mainstreet/core/person-key";
import { memberKey } from "@mainstreet/store/keys";
import * as MemberStore from "@mainstreet/store/member-store";
import * as PersonStore from "@mainstreet/store/person-store";
import type { Table } from "@mainstreet/store/table";

const PAGE = 200;
/** More members than any chamber has: a bound on what one question may cost. */
const MOST_PAGES = 100;

/**
 * Whether somebody acts for a current member, or has the mailbox that is the contact of one. For that all members are read:
 * this is asked only for events that are open to members alone, and only by somebody who has proved the mailbox.
 */
export async function isRepresentative(
  table: Table,
  who: { readonly personKey: PersonKey; readonly email: string },
): Promise<boolean> {
  return (await actsForMember(table, who.personKey)) || (await isContact(table, who.email));
}

async function actsForMember(table: Table, personKey: PersonKey): Promise<boolean> {
  const represents = (await PersonStore.find(table, personKey))?.represents ?? [];
  const members = await table.getMany(represents.map(({ memberId }) => memberKey(memberId)));
  return members.some(({ status }) => status === "current");
}

async function isContact(table: Table, email: string): Promise<boolean> {
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
