import { expect, test } from "vitest";
import { startSite } from "../api/site.ts";
import { openBrowser, signIn } from "./browser.ts";

const AT_ONCE = 200;

test(`T22 of ${AT_ONCE} codes asked for at once for one mailbox three are mailed`, async () => {
  const site = await startSite();

  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => openBrowser(site).ask("ada@example.org")));

  expect(answers.filter(({ status }) => status === 202)).toHaveLength(3);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(AT_ONCE - 3);
  expect((await site.mails()).filter(({ to }) => to === "ada@example.org")).toHaveLength(3);
});

test(`T20 of ${AT_ONCE} codes asked for at once from one network ten are mailed, and others have their own ten`, async () => {
  const site = await startSite({ codeLimits: { network: 10 } });
  const ask = (i: number, address: string) => openBrowser(site).ask(`guest-${i}@example.org`, { address });

  const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => ask(i, "192.0.2.7")));
  const elsewhere = await ask(AT_ONCE, "192.0.2.8");

  expect(answers.filter(({ status }) => status === 202)).toHaveLength(10);
  expect(elsewhere.status).toBe(202);
  expect(await site.mails()).toHaveLength(11);
});

test(`T20 of ${AT_ONCE} codes asked for at once from everywhere no more are mailed than there may be in all`, async () => {
  const site = await startSite({ codeLimits: { all: 20 } });

  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, i) =>
      openBrowser(site).ask(`guest-${i}@example.org`, { address: `192.0.2.${i}` }),
    ),
  );

  expect(answers.filter(({ status }) => status === 202)).toHaveLength(20);
  expect(await site.mails()).toHaveLength(20);
});

test("T20 of many applications at once by one person three are taken", async () => {
  const site = await startSite();
  const browser = await signIn(site, "ada@example.org");
  const address = { street: "", extra: "", town: "", state: "", postalCode: "" };
  const body = { name: "Loaf", summary: "", address, phone: "", website: "", contactName: "", message: "" };

  const answers = await Promise.all(Array.from({ length: 20 }, () => browser.send("POST", "/api/join", { body })));

  expect(answers.filter(({ status }) => status === 202)).toHaveLength(3);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(17);
});
