import type { Actor, MemberRole, StaffRole } from "@mainstreet/core/actor";
import * as Listing from "@mainstreet/core/listing";
import * as Member from "@mainstreet/core/member";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import type { Table } from "@mainstreet/store/table";
import { by } from "../emulator/table.ts";
import { settlePerson } from "../people.ts";

/** A bakery whose listing has a name, two people who act for it, a stranger who acts for another, and one of the staff. */
export async function bakery(table: Table) {
  const member = await MemberStore.create(table, by(), { ...Member.BLANK, name: "Bread Alone" });
  const other = await MemberStore.create(table, by(), { ...Member.BLANK, name: "Kingston Bikes" });
  const listing = await ListingStore.create(table, by(), member.id, { ...Listing.BLANK, name: "Bread Alone" });
  const bikes = await ListingStore.create(table, by(), other.id, { ...Listing.BLANK, name: "Kingston Bikes" });
  return {
    member,
    listing,
    bikes,
    owner: await personActor(table, "owner@example.org", { [member.id]: "owner" }),
    editor: await personActor(table, "editor@example.org", { [member.id]: "editor" }),
    stranger: await personActor(table, "stranger@example.org", { [other.id]: "owner" }),
    staff: await personActor(table, "staff@example.org", {}, "editor"),
  };
}

/** Somebody new in a table, as the gate makes an actor of them. */
export async function personActor(
  table: Table,
  email: string,
  represents: Readonly<Record<string, MemberRole>>,
  staff?: StaffRole,
): Promise<Extract<Actor, { kind: "person" }>> {
  const person = await settlePerson(table, email, { represents, ...(staff && { staff }) });
  const { personKey, rolesVersion } = person;
  return {
    kind: "person",
    personKey,
    staff: person.staff,
    represents: person.represents,
    rolesVersion,
    provedAt: Date.now(),
  };
}
