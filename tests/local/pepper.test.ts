import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readEnv, WrongSetting } from "@mainstreet/functions/local/env";
import { pepper } from "@mainstreet/functions/local/pepper";
import { expect, test } from "vitest";
import { emptyFolder } from "../publish/fixture.ts";

test("the pepper is made once, readable by its owner only, and one that is broken is left alone", async () => {
  const home = emptyFolder();
  const file = path.join(home, "pepper");

  const made = await pepper(home);
  const again = await pepper(home);
  writeFileSync(file, "cut off");

  expect(made).toHaveLength(32);
  expect(Buffer.from(again)).toEqual(Buffer.from(made));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await expect(pepper(home)).rejects.toThrow("should hold 32 bytes");
  expect(readFileSync(file, "utf8")).toBe("cut off");
});

test("settings of mail and limits are read, and wrong ones are told how to mend", () => {
  const usual = readEnv("/", {});
  const set = readEnv("/", { SMTP_URL: "smtp://127.0.0.1:25", MAIL_FROM: "a@example.org", CODES_IN_ALL: "0" });

  expect(usual).toMatchObject({ smtpUrl: null, codeLimits: { mailbox: 3, network: 10, all: 300 } });
  expect(set).toMatchObject({ smtpUrl: "smtp://127.0.0.1:25", mailFrom: "a@example.org", codeLimits: { all: 0 } });
  for (const wrong of [{ SMTP_URL: "mail.example.org" }, { MAIL_FROM: "office" }, { CODES_PER_MAILBOX: "many" }]) {
    expect(() => readEnv("/", wrong)).toThrow(WrongSetting);
  }
});
