import { flowId } from "@mainstreet/functions/api/flows/secrets";
import { SIGN_IN } from "@mainstreet/functions/api/sign-in/sign-in";
import * as FlowStore from "@mainstreet/store/flow-store";
import { flowKey, sessionsPartition } from "@mainstreet/store/person-keys";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { startSite } from "../api/site.ts";
import { keyOf } from "../people.ts";
import { codeFor, openBrowser, signIn, wrongCode } from "./browser.ts";

const WRONG = process.env.MAINSTREET_LONG === "1" ? 1_000 : 250;
const RIGHT = 20;

async function sessionsOf(table: Table, email: string): Promise<number> {
  return (await table.query(sessionsPartition(keyOf(email)), { index: true })).items.length;
}

test(`T2 of ${WRONG} wrong codes at once five are looked at, and the right one is too late`, async () => {
  const site = await startSite();
  const browser = openBrowser(site);
  await browser.ask("ada@example.org");
  const code = await codeFor(site, "ada@example.org");

  const answers = await Promise.all(Array.from({ length: WRONG }, (_, n) => browser.type(wrongCode(code, n))));
  const right = await browser.type(code);

  const id = flowId(browser.cookies.get("__Host-flow") ?? "", SIGN_IN);
  const flow = await FlowStore.find(site.table, id, Date.now());
  const looked = answers.filter(({ json }) => json.code === "invalid");
  console.log(`T2: ${WRONG} wrong codes at once: ${looked.length} evaluated, ${flow?.tried.length} charged`);
  expect(looked).toHaveLength(FlowStore.TRIES);
  expect(answers.filter(({ json }) => json.code === "expired")).toHaveLength(WRONG - FlowStore.TRIES);
  expect(flow?.tried).toHaveLength(FlowStore.TRIES);
  expect(right).toMatchObject({ status: 410, json: { code: "expired" } });
  expect(await sessionsOf(site.table, "ada@example.org")).toBe(0);
}, 240_000);

test(`T3 the right code ${RIGHT} times at once makes one session`, async () => {
  const site = await startSite();
  for (let i = 0; i < 5; i++) {
    const email = `ada-${i}@example.org`;
    const browser = openBrowser(site);
    await browser.ask(email);
    const code = await codeFor(site, email);

    const answers = await Promise.all(Array.from({ length: RIGHT }, () => browser.type(code)));

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(RIGHT - 1);
    expect(answers.filter(({ headers }) => headers.getSetCookie().length > 0)).toHaveLength(1);
    expect(await sessionsOf(site.table, email)).toBe(1);
  }
});

test("T3 a double click, one request sent many times at once, makes one session that all of them show", async () => {
  const site = await startSite();
  const browser = openBrowser(site);
  await browser.ask("ada@example.org");
  const code = await codeFor(site, "ada@example.org");

  const key = crypto.randomUUID();
  const answers = await Promise.all(Array.from({ length: RIGHT }, () => browser.type(code, { key })));

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ headers }) => headers.getSetCookie()[0]?.split(";")[0])).size).toBe(1);
  expect(await sessionsOf(site.table, "ada@example.org")).toBe(1);
});

test("T3 a code that was used signs nobody in again, not after signing out either", async () => {
  const site = await startSite();
  const browser = await signIn(site, "ada@example.org");
  const code = await codeFor(site, "ada@example.org");
  await browser.send("POST", "/api/sign-out");

  const again = await browser.type(code);

  expect(again).toMatchObject({ status: 410, json: { code: "expired" } });
  const id = flowId(browser.cookies.get("__Host-flow") ?? "", SIGN_IN);
  expect(await site.table.get(flowKey(id))).toBeUndefined();
});
