import { expect, test } from "vitest";
import { type Settings, settingsOf } from "./settings.ts";
import { bucketName, isUnset, mailDomain, stackNames, stageOf, WrongStage } from "./stage.ts";

const SETTINGS: Settings = { ...settingsOf("production"), mailFrom: "office@chamber.example" };
const WHERE = { account: "123456789012", region: "ap-southeast-2" };

test("production is protected and can be brought back; any other stage is neither", () => {
  const [production, trial] = [stageOf("production", SETTINGS), stageOf("trial", SETTINGS)];

  expect(production).toMatchObject({ isProtected: true, hasPointInTimeRecovery: true, logDays: 30, hasAlarms: true });
  expect(trial).toMatchObject({ isProtected: false, hasPointInTimeRecovery: false, logDays: 7, hasAlarms: false });
});

test("a trial that somebody wants to hear of has alarms too", () => {
  expect(stageOf("trial", { ...SETTINGS, alarmsTo: "ann@chamber.example" }).hasAlarms).toBe(true);
});

test("no two stages share a name", () => {
  const names = ["production", "trial"].map((name) => {
    const stage = stageOf(name, SETTINGS);
    return [...Object.values(stackNames(stage)), stage.tableName, stage.parameters, bucketName(stage, "site", WHERE)];
  });

  expect(new Set(names.flat()).size).toBe(10);
});

test("the longest stage still makes names of buckets that S3 takes, of at most 63 characters", () => {
  const stage = stageOf("a23456789012", SETTINGS);

  const name = bucketName(stage, "artifacts", WHERE);

  expect(name.length).toBeLessThanOrEqual(63);
});

test.each(["", "Production", "a".repeat(13), "1st", "tri_al", "trial-", "../x"])(
  "“%s” is no name of a stage",
  (name) => {
    expect(() => stageOf(name, SETTINGS)).toThrow(WrongStage);
  },
);

test("a firewall outside us-east-1 is refused before anything is deployed", () => {
  expect(() => stageOf("trial", { ...SETTINGS, hasFirewall: true, region: "eu-west-1" })).toThrow(/us-east-1/);
});

test("a certificate of another region is refused before anything is deployed", () => {
  const domain = { name: "chamber.example", certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/1" };

  expect(() => stageOf("trial", { ...SETTINGS, domain })).toThrow(/us-east-1/);
});

test("the settings that the project comes with are known as such", () => {
  expect(isUnset(settingsOf("production"))).toBe(true);
  expect(isUnset(SETTINGS)).toBe(false);
  expect(mailDomain(SETTINGS)).toBe("chamber.example");
});
