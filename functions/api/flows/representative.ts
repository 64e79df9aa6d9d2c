import type { PersonKey } from "@mainstreet/core/person-key";
import { memberKey } from "@mainstreet/store/directory-keys";
import * as MemberStore from "@mainstreet/store/member-store";
import * as PersonStore from "@mainstreet/store/person-store";
import type { Table } from "@mainstreet/store/table";

/**
 * Whether somebody acts for a current member, or has the mailbox that is the contact of one: asked only for events that are
 * open to members alone, and only by somebody who has proved the mailbox.
 */
export async function isRepresentative(
  table: Table,
  who: { readonly personKey: PersonKey; readonly email: string },
): Promise<boolean> {
  return (await actsForMember(table, who.personKey)) || (await MemberStore.ofContact(table, who)).length > 0;
}

async function actsForMember(table: Table, personKey: PersonKey): Promise<boolean> {
  const represents = (await PersonStore.find(table, personKey))?.represents ?? [];
  const members = await table.getMany(represents.map(({ memberId }) => memberKey(memberId)));
  return members.some(({ status }) => status === "current");
}
