import * as PasskeyStore from "@mainstreet/store/passkey-store";
import * as PersonStore from "@mainstreet/store/person-store";
import { expect, test } from "vitest";
import { type Json, type Site, startSite } from "../api/site.ts";
import { by } from "../emulator/table.ts";
import { keyOf } from "../people.ts";
import { signIn } from "./browser.ts";
import { ADA, becomeKnown } from "./known.ts";

async function entriesOf(site: Site, entity: string): Promise<Json[]> {
  const { status, json } = await site.ask("GET", `/api/staff/audit?limit=100&entity=${entity}`);
  expect(status).toBe(200);
  return json.entries;
}

test("T25 each grave thing that is done about somebody leaves an entry: roles, sessions, passkeys, the file, the erasure", async () => {
  const site = await startSite({ codeLimits: { mailbox: 20 } });
  const { table } = site;
  const { ada, member } = await becomeKnown(site);
  const other = await signIn(site, ADA);
  const entity = `person:${keyOf(ADA)}`;
  const before = (await entriesOf(site, entity)).length;

  const { sessions } = (await ada.send("GET", "/api/account/sessions")).json;
  const { id } = sessions.find(({ current }: Json) => !current);
  const statuses = [(await ada.send("DELETE", `/api/account/sessions/${id}`)).status];
  statuses.push((await ada.send("GET", "/api/account/data")).status);
  await PasskeyStore.removeAll(table, by(), keyOf(ADA));
  statuses.push((await site.ask("POST", "/api/staff/people", { body: { email: ADA, role: "editor" } })).status);
  statuses.push(
    (await site.ask("POST", `/api/staff/people/${keyOf(ADA)}/erase`, { body: { confirm: "erase" } })).status,
  );
  const entries = await entriesOf(site, entity);

  expect(other.cookies.has("__Host-session")).toBe(true);
  expect(statuses).toEqual([200, 200, 200, 200]);
  expect(entries.slice(0, entries.length - before).map(({ operation }) => operation)).toEqual([
    "POST /api/staff/people/{person}/erase",
    "POST /api/staff/people",
    "",
    "GET /api/account/data",
    "DELETE /api/account/sessions/{id}",
  ]);
  const [erasure, role, passkeys, , session] = entries;
  const kindsOf = ({ changes }: Json) => changes.map(({ kind, done }: Json) => `${kind} ${done}`);
  expect(kindsOf(erasure)).toEqual(["person changed", "tombstone made"]);
  expect(role.changes[0].fields.staff).toEqual({ after: { value: "editor" } });
  expect([kindsOf(passkeys), kindsOf(session)]).toEqual([["person changed", "passkey removed"], ["session removed"]]);
  expect(role.who).toMatchObject({ role: "admin" });
  const own = await entriesOf(site, `member:${member}`);
  expect(
    own.flatMap(({ changes, who }) => changes.map((change: Json) => [change.kind, change.done, who.system])),
  ).toContainEqual(["representative", "made", "sign-in"]);
  expect(await PersonStore.find(table, keyOf(ADA))).toBeNull();
});

test("T25 the audit is shown page by page, and a cursor of another list is refused", async () => {
  const site = await startSite();
  await becomeKnown(site);
  const ask = (query: string) => site.ask("GET", `/api/staff/audit?${query}`);

  const all = (await ask("limit=100")).json;
  const first = (await ask("limit=5")).json;
  const second = (await ask(`limit=5&cursor=${first.cursor}`)).json;
  const { kind, id } = first.entries[0].subject;
  const foreign = await Promise.all([
    ask(`limit=5&entity=${kind}:${id}&cursor=${first.cursor}`),
    ask("cursor=abc"),
    ask(`cursor=${Buffer.from(JSON.stringify({ pk: "PERSON#x", sk: "META" })).toString("base64url")}`),
    ask("entity=person"),
    ask("entity=code:x"),
  ]);

  expect([...first.entries, ...second.entries]).toEqual(all.entries.slice(0, 10));
  expect(foreign.map(({ status }) => status)).toEqual([400, 400, 400, 422, 422]);
});
