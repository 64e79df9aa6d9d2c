import { randomUUID } from "node:crypto";
import { BLANK } from "@mainstreet/core/member";
import * as EventStore from "@mainstreet/store/event-store";
import * as MemberStore from "@mainstreet/store/member-store";
import { expect, test } from "vitest";
import { by } from "../emulator/table.ts";
import { guest, partyOf, plan } from "./guest.ts";
import { startSite } from "./site.ts";
import { SLUG } from "./town.ts";

test("somebody registers three people, proves the mailbox, changes the party, cancels, and is mailed of each", async () => {
  const site = await startSite();
  await plan(site);
  const ada = await guest(site, "ada@example.org");

  const asked = await ada.register(3);
  const early = await ada.status();
  const proved = await ada.prove();
  const { id, version } = proved.json.registration;
  await site.mails();
  const changed = await ada.send("registration/party", { body: { id, version, party: partyOf("Ada", 2) } });
  await site.mails();
  const cancelled = await ada.send("registration/cancel", { body: { id } });
  const after = await ada.status();

  expect(asked).toMatchObject({ status: 202, json: { next: "code" } });
  expect(early).toMatchObject({ status: 403, json: { code: "unproved" } });
  expect(proved).toMatchObject({
    status: 200,
    json: {
      event: { slug: SLUG, registration: "open", capacity: 40, free: 37 },
      email: "ada@example.org",
      registration: { status: "confirmed", size: 3, place: null },
    },
  });
  expect(changed).toMatchObject({ status: 200, json: { event: { free: 38 }, registration: { size: 2 } } });
  expect(cancelled).toMatchObject({
    status: 200,
    json: { event: { free: 40 }, registration: { status: "cancelled" } },
  });
  expect(after.json).toEqual(cancelled.json);
  const mails = await site.mails();
  expect(mails.map(({ subject }) => subject.replace(/^\d{6}/, "######"))).toEqual([
    "###### is your code",
    "You are coming: December mixer",
    "Your registration was changed: December mixer",
    "Your registration is cancelled: December mixer",
  ]);
  expect(mails.map(({ calendar }) => calendar?.method ?? null)).toEqual([null, "PUBLISH", "PUBLISH", "CANCEL"]);
});

test("who comes late waits, sees about where, and is told when seats fall free", async () => {
  const site = await startSite();
  await plan(site, { capacity: 2 });
  const [ada, ben, cleo] = [
    await guest(site, "ada@x.org"),
    await guest(site, "ben@x.org"),
    await guest(site, "cleo@x.org"),
  ];
  const first = await ada.come(2);

  const second = await ben.come(2);
  const third = await cleo.come(1);
  await ada.send("registration/cancel", { body: { id: first.registration.id } });

  expect([first, second, third].map(({ registration: { status, place } }) => [status, place])).toEqual([
    ["confirmed", null],
    ["waitlisted", 1],
    ["waitlisted", 2],
  ]);
  expect((await ben.status()).json.registration).toMatchObject({ status: "confirmed" });
  expect((await cleo.status()).json.registration).toMatchObject({ status: "waitlisted", place: 1 });
});

test("a larger party needs free seats, or waits as a party of its own; a smaller one gives seats back", async () => {
  const site = await startSite();
  await plan(site, { capacity: 3 });
  const ada = await guest(site, "ada@example.org");
  const { id, version } = (await ada.come(2)).registration;
  const change = (to: number, seen: number, key: string = randomUUID()) =>
    ada.send("registration/party", { body: { id, version: seen, party: partyOf("Ada", to) }, key });

  const more = await change(3, version);
  const tooMany = await change(4, version + 1);
  const stale = await change(1, version);
  const key = randomUUID();
  const fewer = [await change(1, version + 1, key), await change(1, version + 1, key)];

  expect(more.json).toMatchObject({ event: { free: 0 }, registration: { size: 3 } });
  expect(tooMany).toMatchObject({ status: 409, json: { code: "full" } });
  expect(stale).toMatchObject({ status: 412, json: { code: "stale" } });
  expect(fewer.map(({ status, json }) => [status, json.registration.version])).toEqual([
    [200, version + 2],
    [200, version + 2],
  ]);
  expect(fewer[1]?.headers.get("Idempotency-Replayed")).toBe("true");
});

test("for members only lets in the contact of a current member, and tells others after the proof", async () => {
  const site = await startSite();
  await plan(site, { openTo: "members" });
  await MemberStore.create(site.table, by(), { ...BLANK, name: "Bread Alone", contactEmail: "Owner@bread.org" });
  const gone = await MemberStore.create(site.table, by(), { ...BLANK, name: "Gone", contactEmail: "gone@bread.org" });
  await MemberStore.remove(site.table, by(), gone.id, 1);
  const [owner, stranger, former] = [
    await guest(site, "owner@Bread.org"),
    await guest(site, "stranger@x.org"),
    await guest(site, "gone@bread.org"),
  ];

  const asked = [await owner.register(), await stranger.register(), await former.register()];
  const proved = [await owner.prove(), await stranger.prove(), await former.prove()];

  expect(asked.map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(proved.map(({ status }) => status)).toEqual([200, 403, 403]);
  expect(proved[1]?.json).toMatchObject({ code: "forbidden" });
  expect((await stranger.status()).json.registration).toBeNull();
});

test("seven people, a party above the capacity, a draft, an event that is over or cancelled: refused, and no code is sent", async () => {
  const site = await startSite();
  const at = { startsAt: "2020-01-01T10:00", endsAt: "2020-01-01T11:00" };
  const events: [string, object][] = [
    ["Full house", { capacity: 3 }],
    ["A draft", { status: "draft" }],
    ["Long over", at],
    [
      "Not yet",
      {
        registrationOpens: `${new Date().getFullYear() + 1}-01-01T00:00`,
        startsAt: "2099-01-01T10:00",
        endsAt: "2099-01-01T11:00",
      },
    ],
    ["Called off", {}],
  ];
  for (const [title, draft] of events) await plan(site, { title, ...draft });
  const calledOff = await EventStore.getBySlug(site.table, "called-off");
  await EventStore.cancel(site.table, by(), calledOff.id, 1, "Snow");
  const ask = async (slug: string, size: number) => {
    const ada = await guest(site, "ada@example.org", "full-house");
    const body = { email: ada.email, party: partyOf("Ada", size) };
    return site.ask("POST", `/api/mixers/${slug}/register`, { as: "public", body, headers: { Cookie: ada.cookie } });
  };

  const answers = [
    await ask("full-house", 7),
    await ask("full-house", 4),
    await ask("a-draft", 1),
    await ask("nowhere", 1),
    await ask("long-over", 1),
    await ask("not-yet", 1),
    await ask("called-off", 1),
  ];

  expect(answers.map(({ status, json }) => `${status} ${json.code}`)).toEqual([
    "422 invalid",
    "409 full",
    "404 not-found",
    "404 not-found",
    "409 closed",
    "409 closed",
    "409 closed",
  ]);
  expect(answers[0]?.json.fields).toEqual([
    { path: "party.guests", message: "may be 5 at most: with you that is a party of 6" },
  ]);
  expect(await site.mails()).toEqual([]);
});

test("each request sent five times over, in the order it was meant, is done once", async () => {
  const site = await startSite();
  await plan(site);
  const ada = await guest(site, "ada@example.org");
  const five = async (path: string, body: object) => {
    const key = randomUUID();
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push(await ada.send(path, { body, key }));
    return answers;
  };

  const asked = await five("register", { email: ada.email, party: partyOf("Ada", 2) });
  const proved = await five("register/code", { code: await ada.code() });
  const { id, version } = proved[0]?.json.registration ?? {};
  const changed = await five("registration/party", { id, version, party: partyOf("Ada", 3) });
  const cancelled = await five("registration/cancel", { id });

  for (const answers of [asked, proved, changed, cancelled]) {
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBeLessThan(300);
  }
  expect(await site.mails()).toHaveLength(4);
});
