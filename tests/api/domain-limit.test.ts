import type { CodeLimits } from "@mainstreet/functions/api/needs";
import { expect, test } from "vitest";
import { guest, plan } from "./guest.ts";
import { everything, startSite } from "./site.ts";

test("one domain gets so many codes an hour however it is spelt, whoever asks, and keeps no other from its own", async () => {
  const codeLimits: Partial<CodeLimits> = { domain: 4, mailbox: 3 };
  const site = await startSite({ codeLimits });
  await plan(site);
  const emails = Array.from({ length: 12 }, (_, n) => `p${n}@${n % 2 ? "Fake.Example.org" : "fake.example.org"}`);
  const people = await Promise.all([...emails, "ada@example.org"].map((email) => guest(site, email)));

  const answers = await Promise.all(people.map((one, n) => one.register(1, { address: `192.0.2.${n}` })));

  const statuses = answers.map(({ status }) => status);
  expect(statuses.slice(0, -1).filter((status) => status === 202)).toHaveLength(4);
  expect(statuses.slice(0, -1).filter((status) => status === 429)).toHaveLength(8);
  expect(statuses.at(-1)).toBe(202);
  // What was refused has used nothing up: four limits for each code that went.
  expect((await everything(site.table)).filter(({ kind }) => kind === "limit")).toHaveLength(5 * 4);
});
