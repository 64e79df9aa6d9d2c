import type { PersonKey } from "@mainstreet/core/person-key";
import { memberKey } from "@mainstreet/store/keys";
import * as PersonStore from "@mainstreet/store/person-store";
import type { Table } from "@mainstreet/store/table";
import { membersOfContact } from "../sign-in/contacts.ts";

/**
 * Whether somebody acts for a current member, or has the mailbox that is the contact of one. For that all members are read:
 * this is asked only for events that are open to members alone, and only by somebody who has proved the mailbox.
 */
export async function isRepresentative(
  table: Table,
  who: { readonly personKey: PersonKey; readonly email: string },
): Promise<boolean> {
  return (await actsForMember(table, who.personKey)) || (await membersOfContact(table, who.email)).length > 0;
}

async function actsForMember(table: Table, personKey: PersonKey): Promise<boolean> {
  const represents = (await PersonStore.find(table, personKey))?.represents ?? [];
  const members = await table.getMany(represents.map(({ memberId }) => memberKey(memberId)));
  return members.some(({ status }) => status === "current");
}
