import { erasePerson } from "@mainstreet/store/erase-person";
import * as SubscriptionStore from "@mainstreet/store/subscription-store";
import { unsubscribeToken } from "@mainstreet/store/unsubscribe-token";
import { expect, test } from "vitest";
import { by, random, sleep } from "../emulator/table.ts";
import { KEYRING, keyOf, settlePerson, startSession } from "../people.ts";
import { startSite } from "./site.ts";

test("the link opens a page that changes nothing; its button, and a mail program's, end announcements", async () => {
  const site = await startSite();
  const { table } = site;
  const email = "ada@example.org";
  const person = await settlePerson(table, email);
  const { headers } = await startSession(table, person);
  const path = `/api/unsubscribe/${unsubscribeToken(KEYRING, keyOf(email))}`;
  const html = { Accept: "text/html" };
  const bare = { as: "public", without: ["Origin", "Idempotency-Key"] } as const;
  const subscribed = async (): Promise<boolean> =>
    (await site.ask("GET", "/api/account/announcements", { as: "public", headers })).json.subscribed;
  const again = () =>
    site.ask("PUT", "/api/account/announcements", { as: "public", headers, body: { subscribed: true } });

  const page = await site.ask("GET", path, { ...bare, headers: html });
  const looked = await subscribed();
  const form = { raw: "List-Unsubscribe=One-Click", headers: { "Content-Type": "application/x-www-form-urlencoded" } };
  const clicked = await site.ask("POST", path, { ...bare, ...form });
  const after = await subscribed();
  const back = await again();
  const data = new FormData();
  data.set("List-Unsubscribe", "One-Click");
  const boxed = new Response(data);
  const type = boxed.headers.get("Content-Type") ?? "";
  const program = await site.ask("POST", path, {
    ...bare,
    raw: await boxed.text(),
    headers: { "Content-Type": type },
  });

  expect([page.status, page.headers.get("Cache-Control"), looked]).toEqual([200, "no-store", true]);
  expect(page.text).toContain(`<form method="post" action="${path}">`);
  expect(page.text).toContain('name="List-Unsubscribe" value="One-Click"');
  expect([clicked.status, after, back.json]).toEqual([200, false, { subscribed: true }]);
  expect(clicked.text).toContain("You get no more announcements");
  expect([program.status, program.json, await subscribed()]).toEqual([200, { subscribed: false }, false]);
});

test("no other link is one, by a single letter neither, and it ends announcements to nobody", async () => {
  const site = await startSite();
  const { table } = site;
  const [ada, bea] = [keyOf("ada@example.org"), keyOf("bea@example.org")];
  const token = unsubscribeToken(KEYRING, ada);
  const other = (char: string) => (char === "0" ? "1" : "0");
  const tampered = [...token].map((char, i) => token.slice(0, i) + other(char) + token.slice(i + 1));
  const links = [...tampered, bea + token.slice(26), ada, token.slice(0, -1), `${token}A`, token.toUpperCase(), "x"];

  const statuses = new Set<number>();
  for (const link of links) {
    statuses.add((await site.ask("POST", `/api/unsubscribe/${link}`, { as: "public" })).status);
    statuses.add((await site.ask("GET", `/api/unsubscribe/${link}`, { as: "public" })).status);
  }

  expect([...statuses]).toEqual([404]);
  expect(await SubscriptionStore.isSubscribed(table, ada)).toBe(true);
  expect(await SubscriptionStore.isSubscribed(table, bea)).toBe(true);
});

test("the link of somebody who was erased leaves nothing of them", async () => {
  const site = await startSite();
  const { table } = site;
  const personKey = keyOf("bread@example.org");
  await erasePerson({ table, now: Date.now, sleep, random }, by(), { personKey, keyOf });

  const { status } = await site.ask("POST", `/api/unsubscribe/${unsubscribeToken(KEYRING, personKey)}`);

  expect(status).toBe(200);
  expect(await SubscriptionStore.isSubscribed(table, personKey)).toBe(true);
});
