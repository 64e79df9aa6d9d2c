import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { type Answer, startSite } from "../api/site.ts";
import { settle } from "../api/town.ts";
import { settlePerson } from "../people.ts";
import { codeFor, openBrowser, wrongCode } from "./browser.ts";

/** A table that notes what is asked of it: the verb, the kind of key, and how much. */
function recorded(table: Table, notes: string[]): Table {
  const kindOf = (pk: string) => pk.split("#")[0] ?? "";
  return {
    get: (key) => {
      notes.push(`get ${kindOf(key.pk)}`);
      return table.get(key);
    },
    getMany: (keys) => {
      notes.push(`getMany ${keys.map(({ pk }) => kindOf(pk))}`);
      return table.getMany(keys);
    },
    query: (pk, options) => {
      notes.push(`query ${kindOf(pk)} ${JSON.stringify(options ?? {})}`);
      return table.query(pk, options);
    },
    scan: (kinds) => {
      notes.push(`scan ${kinds}`);
      return table.scan(kinds);
    },
    transact: (actions) => {
      const told = actions.map((action) => {
        const key = "put" in action ? action.put : "remove" in action ? action.remove : action.check;
        return `${Object.keys(action)[0]} ${kindOf(key.pk)} ${Object.keys("put" in action ? action.put : {}).sort()}`;
      });
      notes.push(`transact ${told.join("; ")}`);
      return table.transact(actions);
    },
  };
}

/** What is the same of two answers but for what each has of its own: the id of the request and the cookie's value. */
function seen({ status, text, headers }: Answer, requestId: string | null) {
  const told = [...headers]
    .map(([name, value]) => (name === "set-cookie" ? [name, value.replace(/=[\w-]{43}/, "=…")] : [name, value]))
    .filter(([name]) => name !== "x-request-id");
  return { status, text: text.replaceAll(requestId ?? "\0", "…"), headers: told };
}

test("T4 known and unknown addresses get the same answer, byte by byte, from the same work", async () => {
  const notes: string[] = [];
  const site = await startSite({ wrap: (table) => recorded(table, notes) });
  const { baker } = await settle(site.table);
  await settlePerson(site.table, "known@example.org");
  await settlePerson(site.table, "owner@example.org", { represents: { [baker]: "owner" } });
  await settlePerson(site.table, "admin@example.org", { staff: "admin" });
  const addresses = ["known@example.org", "owner@example.org", "admin@example.org", "nobody@example.org"];

  const outcomes: { answers: unknown[]; notes: string[]; mails: unknown[] }[] = [];
  for (const email of addresses) {
    const browser = openBrowser(site);
    await browser.send("GET", "/api/sign-in");
    const before = (await site.mails()).length;
    notes.length = 0;
    const asked = await browser.ask(email);
    const work = [...notes];
    const mails = (await site.mails()).slice(before);
    const code = await codeFor(site, email);
    notes.length = 0;
    const wrong = await browser.type(wrongCode(code));
    work.push(...notes);
    outcomes.push({
      answers: [asked, wrong].map((answer) => seen(answer, answer.headers.get("X-Request-Id"))),
      notes: work,
      mails: mails.map((mail) => JSON.stringify(mail).replaceAll(code, "…").replaceAll(email, "…")),
    });
  }

  expect(outcomes[0]?.notes.length).toBeGreaterThan(4);
  expect(outcomes[0]?.mails).toHaveLength(1);
  for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
});
