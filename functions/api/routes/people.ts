import { OpenAPIHono } from "@hono/zod-openapi";
import { MemberRole, requireRepresentative, StaffRole, system } from "@mainstreet/core/actor";
import { idOf } from "@mainstreet/core/id";
import { Person } from "@mainstreet/core/person";
import { PersonKey } from "@mainstreet/core/person-key";
import { Invitation, Representative } from "@mainstreet/core/representative";
import * as InvitationStore from "@mainstreet/store/invitation-store";
import * as LetterStore from "@mainstreet/store/letter-store";
import * as MemberStore from "@mainstreet/store/member-store";
import * as PasskeyStore from "@mainstreet/store/passkey-store";
import * as PersonStore from "@mainstreet/store/person-store";
import * as RepresentativeStore from "@mainstreet/store/representative-store";
import type { Write } from "@mainstreet/store/write";
import * as z from "zod";
import { secretsOf } from "../flows/secrets.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { body, declare, Editing, json, Making, problem } from "../operation.ts";
import { onceHere, requireOpened } from "../sign-in/opened.ts";

const tags = ["people"];
const email = z.email().max(254);
const memberParams = z.object({ id: idOf("member") });
const personParams = memberParams.extend({ person: PersonKey });
const People = z.strictObject({ people: z.array(Representative), invitations: z.array(Invitation) });
const StaffPerson = Person.pick({ personKey: true, email: true, name: true, staff: true, createdAt: true }).meta({
  id: "StaffPerson",
});
const Staff = z.strictObject({ people: z.array(StaffPerson) });

const listStaff = declare("admin", {
  method: "get",
  path: "/api/staff/people",
  summary: "Who is staff",
  tags,
  responses: { 200: json("The staff", Staff) },
});

const setStaff = declare("admin", {
  method: "post",
  path: "/api/staff/people",
  summary: "Make somebody staff, or with null no longer so; their sessions end",
  "x-refuses": ["not-found"],
  tags,
  "x-recent": true,
  request: { headers: Making, body: body(z.strictObject({ email, role: StaffRole.nullable() })) },
  responses: { 200: json("The person as they are now", StaffPerson), 412: problem("stale") },
});

const resetPasskeys = declare("admin", {
  method: "delete",
  path: "/api/staff/people/{person}/passkeys",
  summary: "Take all passkeys of somebody away who has lost them; their sessions end, and they are told by mail",
  tags,
  "x-recent": true,
  request: { params: z.object({ person: PersonKey }), headers: Making },
  responses: { 200: json("It is done", z.strictObject({ done: z.literal(true) })), 412: problem("stale") },
});

const listPeople = declare("signed-in", {
  method: "get",
  path: "/api/members/{id}/people",
  summary: "Who acts for a member, and who is asked to: for them and for staff",
  tags,
  request: { params: memberParams },
  responses: { 200: json("The people", People) },
});

const invite = declare("signed-in", {
  method: "post",
  path: "/api/members/{id}/invitations",
  summary: "Ask somebody to act for a member, by its owners and by staff",
  "x-refuses": ["taken"],
  tags,
  request: {
    params: memberParams,
    headers: Making,
    body: body(z.strictObject({ email, role: MemberRole })),
  },
  responses: { 200: json("The people as they are now", People) },
});

const revoke = declare("signed-in", {
  method: "delete",
  path: "/api/members/{id}/invitations/{person}",
  summary: "Take an invitation back",
  tags,
  request: { params: personParams, headers: Making },
  responses: { 200: json("The people as they are now", People) },
});

const changeRole = declare("signed-in", {
  method: "patch",
  path: "/api/members/{id}/people/{person}",
  summary: "Give somebody who acts for a member another role; their sessions end",
  "x-refuses": ["in-use"],
  tags,
  request: { params: personParams, headers: Editing, body: body(z.strictObject({ role: MemberRole })) },
  responses: { 200: json("The people as they are now", People) },
});

const dismiss = declare("signed-in", {
  method: "delete",
  path: "/api/members/{id}/people/{person}",
  summary: "Somebody acts for a member no longer; their sessions end",
  "x-refuses": ["in-use"],
  tags,
  request: { params: personParams, headers: Editing },
  responses: { 200: json("It is done", z.strictObject({ done: z.literal(true) })) },
});

/** Who is staff, and who acts for members. */
export function peopleRoutes(needs: Needs) {
  const { table, now } = needs;
  const secrets = secretsOf(needs.pepper);
  type Actor = Parameters<typeof RepresentativeStore.list>[1];
  const peopleOf = async (actor: Actor, id: string) => {
    const people = await RepresentativeStore.list(table, actor, id);
    // Staff may ask for whatever they like, and are told when there is no such member.
    await MemberStore.get(table, system("people"), id);
    return { people, invitations: await InvitationStore.ofMember(table, actor, id, now()) };
  };
  const shown = ({ personKey, email, name, staff, createdAt }: Person) => ({
    personKey,
    email,
    name,
    staff,
    createdAt,
  });

  return new OpenAPIHono<ApiEnv>()
    .openapi(listStaff, async (c) => {
      const people = await PersonStore.listStaff(table, c.get("actor"));
      return c.json({ people: people.map(shown) }, 200);
    })
    .openapi(setStaff, async (c) => {
      const { email, role } = c.req.valid("json");
      const personKey = secrets.person(email);
      await onceHere<Person>(c, needs, (write) => PersonStore.setStaff(table, write, { personKey, email }, role));
      return c.json(shown(await PersonStore.get(table, c.get("actor"), personKey)), 200);
    })
    .openapi(resetPasskeys, async (c) => {
      const { person } = c.req.valid("param");
      await onceHere<Person>(c, needs, (write) => PasskeyStore.removeAll(table, write, person));
      return c.json({ done: true as const }, 200);
    })
    .openapi(listPeople, async (c) => c.json(await peopleOf(c.get("actor"), c.req.valid("param").id), 200))
    .openapi(invite, async (c) => {
      const { id } = c.req.valid("param");
      const { email, role } = c.req.valid("json");
      const actor = c.get("actor");
      // Before anything of the member is read: strangers are not told that it exists.
      requireRepresentative(actor, id, "owner");
      const { name } = await MemberStore.get(table, system("invitation"), id);
      const to = { memberId: id, personKey: secrets.person(email), email, role };
      await onceHere<Invitation>(c, needs, (write) => {
        const by = requireOpened(c).person.personKey;
        return InvitationStore.invite(table, write, to, [
          LetterStore.post({ template: "invitation", ...to, by, values: { name } }, write),
        ]);
      });
      return c.json(await peopleOf(actor, id), 200);
    })
    .openapi(revoke, async (c) => {
      const { id, person } = c.req.valid("param");
      await onceHere<Invitation>(c, needs, (write) => InvitationStore.revoke(table, write, id, person));
      return c.json(await peopleOf(c.get("actor"), id), 200);
    })
    .openapi(changeRole, async (c) => {
      const { id, person } = c.req.valid("param");
      const which = { memberId: id, personKey: person, version: c.req.valid("header")["If-Match"] };
      const { role } = c.req.valid("json");
      const current = () => RepresentativeStore.get(table, c.get("actor"), id, person);
      const change = (write: Write<Representative>) => RepresentativeStore.changeRole(table, write, which, role);
      await onceHere<Representative>(c, needs, change, current);
      return c.json(await peopleOf(c.get("actor"), id), 200);
    })
    .openapi(dismiss, async (c) => {
      const { id, person } = c.req.valid("param");
      const which = { memberId: id, personKey: person, version: c.req.valid("header")["If-Match"] };
      const current = () => RepresentativeStore.get(table, c.get("actor"), id, person);
      await onceHere<Representative>(c, needs, (write) => RepresentativeStore.dismiss(table, write, which), current);
      return c.json({ done: true as const }, 200);
    });
}
