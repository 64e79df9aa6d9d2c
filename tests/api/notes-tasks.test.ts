import { BLANK } from "@mainstreet/core/member";
import { erasePerson } from "@mainstreet/store/erase-person";
import * as MemberStore from "@mainstreet/store/member-store";
import * as NoteStore from "@mainstreet/store/note-store";
import * as TaskStore from "@mainstreet/store/task-store";
import { expect, test } from "vitest";
import { by, random, sleep } from "../emulator/table.ts";
import { keyOf, settlePerson, startSession } from "../people.ts";
import { TRUSTED } from "../trusted.ts";
import { type Ask, type Json, STAFF_EMAIL, startSite } from "./site.ts";

const NOBODY = `mem_${"0".repeat(26)}`;

/** A chamber with a member and two editors of the staff. */
async function setting() {
  const site = await startSite();
  const { table } = site;
  const member = await MemberStore.create(table, by(), { ...BLANK, name: "Bread" });
  const other = await MemberStore.create(table, by(), { ...BLANK, name: "Ferry" });
  const editor = async (name: string) => {
    const person = await settlePerson(table, `${name}@example.org`, { staff: "editor" });
    const { headers } = await startSession(table, person, { proof: "passkey" });
    return (method: string, path: string, ask: Ask = {}) => site.ask(method, path, { as: "public", headers, ...ask });
  };
  const [ada, bea] = [await editor("ada"), await editor("bea")];
  const note = async (text: string, memberId = member.id): Promise<Json> =>
    (await ada("POST", "/api/staff/notes", { body: { memberId, text } })).json;
  const texts = async (memberId = member.id) =>
    (await ada("GET", `/api/staff/notes?memberId=${memberId}`)).json.notes.map(({ text }: Json) => text);
  return { site, table, member, other, ada, bea, note, texts };
}

test("notes of a member are read by all staff, the newest first, with who wrote them", async () => {
  const { note, texts, bea, other } = await setting();
  for (const text of ["One", "Two", "Three"]) await note(text);
  await note("Elsewhere", other.id);

  const first = (await bea("GET", "/api/staff/notes?limit=3")).json;
  const rest = (await bea("GET", `/api/staff/notes?limit=3&cursor=${first.cursor}`)).json;

  expect([await texts(), await texts(other.id)]).toEqual([["Three", "Two", "One"], ["Elsewhere"]]);
  expect([...first.notes, ...rest.notes].map(({ text }: Json) => text).sort()).toEqual(
    ["Elsewhere", "One", "Three", "Two"].sort(),
  );
  expect(first.people).toEqual([{ personKey: keyOf("ada@example.org"), name: "", email: "ada@example.org" }]);
});

test("a note is changed, removed and brought back by who wrote it and by administrators, and by nobody else", async () => {
  const { site, note, texts, ada, bea } = await setting();
  const { id } = await note("One");
  const path = `/api/staff/notes/${id}`;
  const body = { text: "Two" };

  const others = [
    await bea("PATCH", path, { version: 1, body }),
    await bea("DELETE", path, { version: 1 }),
    await bea("POST", `${path}/restore`, { version: 1 }),
  ];
  const changed = await ada("PATCH", path, { version: 1, body });
  const removed = await site.ask("DELETE", path, { version: 2 });
  const gone = await texts();
  const late = await ada("PATCH", path, { version: 3, body });
  const back = await ada("POST", `${path}/restore`, { version: 3 });

  expect(others.map(({ status }) => status)).toEqual([403, 403, 403]);
  expect([changed.status, removed.status, gone, late.status, back.status]).toEqual([200, 200, [], 404, 200]);
  expect(await texts()).toEqual(["Two"]);
  expect(back.json).toMatchObject({ by: keyOf("ada@example.org"), removedAt: null, version: 4 });
});

test("a removed note goes by itself a month later, and one of nobody's cannot be made", async () => {
  const { table, note, ada } = await setting();
  const { id } = await note("One");
  await NoteStore.remove(table, by(TRUSTED, Date.parse("2027-01-01T00:00:00Z")), id, 1);

  const item = await table.get({ pk: `NOTE#${id}`, sk: "META" });
  const refused = await ada("POST", "/api/staff/notes", { body: { memberId: NOBODY, text: "One" } });

  expect(item?.ttl).toBe(Date.parse("2027-01-31T00:00:00Z") / 1000);
  expect(refused).toMatchObject({ status: 422, json: { fields: [{ path: "memberId" }] } });
});

test("tasks are listed by the day they are due until they are done, and then the last one first", async () => {
  const { ada, bea, member } = await setting();
  const make = async (title: string, due: string): Promise<Json> =>
    (await ada("POST", "/api/staff/tasks", { body: { title, due, memberId: member.id } })).json;
  const [late, soon] = [await make("Later", "2027-03-01"), await make("Soon", "2026-12-01")];
  await make("Last", "2027-12-31");
  const listed = async (query = "") => {
    const { json } = await bea("GET", `/api/staff/tasks${query}`);
    return json.tasks.map(({ title }: Json) => title);
  };
  const set = (task: Json, version: number, body: object) =>
    bea("PATCH", `/api/staff/tasks/${task.id}`, { version, body });

  const all = await listed();
  await set(late, 1, { done: true });
  const done = await set(soon, 1, { done: true });
  const left = [await listed(), await listed("?state=done")];
  const again = await set(soon, 2, { done: false, due: "2028-01-01" });

  expect(all).toEqual(["Soon", "Later", "Last"]);
  expect(done.json).toMatchObject({ doneBy: keyOf("bea@example.org"), doneAt: expect.any(String) });
  expect(left).toEqual([["Last"], ["Soon", "Later"]]);
  expect(again.json).toMatchObject({ doneBy: null, doneAt: null, due: "2028-01-01", version: 3 });
  expect(await listed()).toEqual(["Last", "Soon"]);
});

test("a list of tasks goes on with its cursor, and takes no other", async () => {
  const { ada } = await setting();
  for (const due of ["2027-01-01", "2027-01-02", "2027-01-03"])
    await ada("POST", "/api/staff/tasks", { body: { title: due, due } });

  const first = (await ada("GET", "/api/staff/tasks?limit=2")).json;
  const second = (await ada("GET", `/api/staff/tasks?limit=2&cursor=${first.cursor}`)).json;
  const foreign = await ada("GET", `/api/staff/tasks?state=done&cursor=${first.cursor}`);
  const notes = await ada("GET", `/api/staff/notes?cursor=${first.cursor}`);

  expect([...first.tasks, ...second.tasks].map(({ title }: Json) => title)).toEqual([
    ...["2027-01-01", "2027-01-02", "2027-01-03"],
  ]);
  expect([foreign.status, notes.status]).toEqual([400, 400]);
});

test("a task is for somebody who is staff, oneself too, and for nobody else", async () => {
  const { ada, site } = await setting();
  const give = async (email: string) =>
    ada("POST", "/api/staff/tasks", { body: { title: "Ring", due: "2027-01-01", assignedTo: keyOf(email) } });
  await settlePerson(site.table, "guest@example.org");

  const answers = [];
  for (const email of ["ada@example.org", "bea@example.org", STAFF_EMAIL, "guest@example.org", "never@example.org"])
    answers.push((await give(email)).status);
  const { staff } = (await ada("GET", "/api/staff/tasks")).json;

  expect(answers).toEqual([201, 201, 201, 422, 422]);
  expect(staff.map(({ email }: Json) => email).sort()).toEqual(["ada@example.org", "bea@example.org", STAFF_EMAIL]);
});

test("what is done to notes and tasks is on the member's record, without a word of what they say", async () => {
  const { site, note, ada, member } = await setting();
  const { id } = await note("A canary");
  await ada("POST", "/api/staff/tasks", { body: { title: "A canary", due: "2027-01-01", memberId: member.id } });
  const alone = await ada("POST", "/api/staff/tasks", { body: { title: "A canary", due: "2027-01-01" } });
  await ada("PATCH", `/api/staff/notes/${id}`, { version: 1, body: { text: "Another canary" } });

  const { json, text } = await site.ask("GET", `/api/staff/audit?entity=member:${member.id}`);
  const own = (await site.ask("GET", `/api/staff/audit?entity=task:${alone.json.id}`)).json.entries;

  expect(json.entries.flatMap(({ changes }: Json) => changes.map(({ kind, done }: Json) => `${kind} ${done}`))).toEqual(
    [...["note changed", "task made", "note made", "member made"]],
  );
  expect(own).toHaveLength(1);
  expect(text).not.toContain("canary");
  expect(json.entries[0].changes[0].fields.text).toEqual({ before: { left: "private" }, after: { left: "private" } });
});

test("whoever is erased is named in no note and no task, and what these say stays", async () => {
  const { site, table, note, ada, bea, member } = await setting();
  const { id } = await note("Rang twice");
  const task = (
    await ada("POST", "/api/staff/tasks", {
      body: { title: "Ring", due: "2027-01-01", memberId: member.id, assignedTo: keyOf("ada@example.org") },
    })
  ).json;
  await ada("PATCH", `/api/staff/tasks/${task.id}`, { version: 1, body: { done: true } });

  const erased = { personKey: keyOf("ada@example.org"), keyOf };
  await erasePerson({ table, now: Date.now, sleep, random }, by(), erased);

  expect(await NoteStore.get(table, TRUSTED, id)).toMatchObject({ text: "Rang twice", by: null, version: 2 });
  expect(await TaskStore.get(table, TRUSTED, task.id)).toMatchObject({ by: null, assignedTo: null, doneBy: null });
  expect((await bea("GET", "/api/staff/tasks?state=done")).json.tasks).toHaveLength(1);
  expect((await site.ask("DELETE", `/api/staff/notes/${id}`, { version: 2 })).status).toBe(200);
});
