import { isRecent, MemberRole, StaffRole, system } from "@mainstreet/core/actor";
import { Application } from "@mainstreet/core/application";
import { idOf } from "@mainstreet/core/id";
import { Person } from "@mainstreet/core/person";
import { actorOf, Session } from "@mainstreet/core/session";
import * as ApplicationStore from "@mainstreet/store/application-store";
import * as InvitationStore from "@mainstreet/store/invitation-store";
import * as MemberStore from "@mainstreet/store/member-store";
import * as PasskeyStore from "@mainstreet/store/passkey-store";
import type { Opened } from "@mainstreet/store/session-store";
import * as z from "zod";
import type { Needs } from "../needs.ts";

/** What somebody sees of their own account. */
export const Account = z
  .strictObject({
    ...Person.pick({ personKey: true, email: true, name: true, visibility: true, signIns: true }).shape,
    staff: StaffRole.nullable(),
    /** Whether staff rights wait for a passkey to be shown. */
    passkeyNeeded: z.boolean(),
    members: z.array(z.strictObject({ id: idOf("member"), name: z.string(), role: MemberRole })),
    invitations: z.array(
      z.strictObject({ memberId: idOf("member"), name: z.string(), role: MemberRole, expires: z.int() }),
    ),
    /** What one has asked for and staff have not decided, the oldest first. */
    applications: z.array(Application.pick({ id: true, name: true, createdAt: true })),
    passkeys: z.int(),
    /** Whether the last proof is recent enough for what is grave. */
    recent: z.boolean(),
    session: Session.shape.id,
  })
  .meta({ id: "Account" });
export type Account = z.infer<typeof Account>;

/** The account of whoever has a session. */
export async function accountOf(
  needs: Pick<Needs, "table" | "now" | "staffPasskey">,
  { person, session }: Opened,
): Promise<Account> {
  const { table, now, staffPasskey } = needs;
  const actor = actorOf(person, session, staffPasskey);
  const at = now();
  const nameOf = async (id: string) => (await MemberStore.get(table, system("account"), id)).name;
  const [passkeys, members, invitations, applications] = await Promise.all([
    PasskeyStore.listOf(table, person.personKey),
    Promise.all(person.represents.map(async ({ memberId: id, role }) => ({ id, name: await nameOf(id), role }))),
    InvitationStore.ofPerson(table, actor, at).then((all) =>
      Promise.all(
        all.map(async ({ memberId, role, expires }) => ({ memberId, name: await nameOf(memberId), role, expires })),
      ),
    ),
    ApplicationStore.ownPending(table, actor),
  ]);
  const { personKey, email, name, visibility, signIns, staff } = person;
  return {
    personKey,
    email,
    name,
    visibility,
    signIns,
    staff,
    passkeyNeeded: staff !== null && actor.staff === null,
    members,
    invitations,
    applications: applications.map(({ id, name, createdAt }) => ({ id, name, createdAt })),
    passkeys: passkeys.length,
    recent: isRecent(actor, at),
    session: session.id,
  };
}
