import * as Member from "@mainstreet/core/member";
import * as MemberStore from "@mainstreet/store/member-store";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { by } from "../emulator/table.ts";
import { keyOf, type Roles, settlePerson, startSession } from "../people.ts";
import { guest, partyOf, plan } from "./guest.ts";
import { type Ask, everything, type Site, startSite } from "./site.ts";
import { SLUG } from "./town.ts";

const AT = `/api/mixers/${SLUG}`;
const ADA = "ada@example.org";
const DAY = 24 * 60 * 60 * 1000;

/** Somebody who is signed in, and what they send. */
async function enter(site: Site, email: string, roles: Roles = {}) {
  const { headers } = await startSession(site.table, await settlePerson(site.table, email, roles));
  const send = (path: string, ask: Ask = {}) =>
    site.ask("POST", `${AT}/${path}`, { as: "public", ...ask, headers: { ...headers, ...ask.headers } });
  return {
    headers,
    send,
    register: (size = 1, ask: Ask = {}) => send("register", { body: { email, party: partyOf(email, size) }, ...ask }),
    read: () => site.ask("GET", `${AT}/registration`, { as: "public", headers }),
  };
}

test("who is signed in registers, looks, changes and cancels without a code, and is mailed none", async () => {
  const site = await startSite();
  await plan(site);
  const ada = await enter(site, ADA);

  const registered = await ada.register(2);
  const { id, version } = registered.json.registration;
  const changed = await ada.send("registration/party", { body: { id, version, party: partyOf("Ada", 3) } });
  const seen = await ada.read();
  const looked = await ada.send("register", { body: { email: " ADA@example.org".trim() } });
  const cancelled = await ada.send("registration/cancel", { body: { id } });

  expect(registered).toMatchObject({
    status: 200,
    json: { email: ADA, registration: { status: "confirmed", size: 2 } },
  });
  expect([changed.json.registration.size, seen.json.registration.size, looked.json.registration.size]).toEqual([
    3, 3, 3,
  ]);
  expect(cancelled.json.registration.status).toBe("cancelled");
  expect((await site.mails()).filter(({ subject }) => /^\d{6} /.test(subject))).toEqual([]);
  const kinds = (await everything(site.table)).map(({ kind }) => kind);
  expect(kinds).not.toContain("flow");
  expect(kinds).not.toContain("code");
});

test("another mailbox than one's own needs its code, whoever is signed in", async () => {
  const site = await startSite();
  await plan(site);
  const ada = await enter(site, ADA);
  const cookie = { Cookie: `${ada.headers.Cookie}; __Host-flow=${"x".repeat(43)}` };

  const other = await ada.send("register", {
    body: { email: "bea@example.org", party: partyOf("B") },
    headers: cookie,
  });
  const noCookie = await ada.send("register", { body: { email: "bea@example.org", party: partyOf("B") } });

  expect([other.status, noCookie.status, noCookie.json.code]).toEqual([202, 403, "unproved"]);
  expect((await everything(site.table)).filter(({ kind }) => kind === "registration")).toEqual([]);
});

test("the same request twenty times at once, and late, is one registration; one that died half way is finished by it", async () => {
  let dies = false;
  const site = await startSite({
    wrap: (table: Table) => ({
      ...table,
      transact: async (actions) => {
        const registers = actions.some((action) => "put" in action && action.put.kind === "registration");
        if (dies && registers) throw new TypeError("The process died.");
        await table.transact(actions);
      },
    }),
  });
  await plan(site);
  const ada = await enter(site, ADA);
  const bea = await enter(site, "bea@example.org");
  const key = "one-and-the-same";

  const answers = await Promise.all(Array.from({ length: 20 }, () => ada.register(2, { key })));
  dies = true;
  const died = await bea.register(1, { key });
  dies = false;
  const again = await bea.register(1, { key });
  const otherwise = await ada.register(3, { key });

  expect(new Set(answers.map(({ status, json }) => `${status} ${json.registration?.id}`)).size).toBe(1);
  expect([died.status, again.status, again.json.registration.status]).toEqual([500, 200, "confirmed"]);
  expect(otherwise).toMatchObject({ status: 422, json: { code: "key-reused" } });
  expect((await everything(site.table)).filter(({ kind }) => kind === "registration")).toHaveLength(2);
});

test("registering and cancelling in a session comes to an end, and fills a domain no faster than codes do", async () => {
  const site = await startSite({ codeLimits: { domain: 12 } });
  await plan(site, { capacity: 50 });
  const ada = await enter(site, "ada@one.example");
  const others = await Promise.all([1, 2, 3].map((n) => enter(site, `guest-${n}@one.example`)));

  const statuses: number[] = [];
  for (let n = 0; n < 11; n++) {
    const { status, json } = await ada.register();
    statuses.push(status);
    if (status === 200) await ada.send("registration/cancel", { body: { id: json.registration.id } });
  }
  const rest = [];
  for (const other of others) rest.push((await other.register()).status);

  expect(statuses).toEqual([...Array(10).fill(200), 429]);
  expect(rest).toEqual([200, 200, 429]);
});

test("members only: whoever acts for a current member, or is its contact, and nobody else", async () => {
  const site = await startSite();
  await plan(site, { openTo: "members" });
  const member = async (contactEmail: string, name: string) =>
    (await MemberStore.create(site.table, by(), { ...Member.BLANK, name, contactEmail })).id;
  const [bread, gone] = [await member("contact@example.org", "Bread"), await member("", "Gone")];
  await MemberStore.remove(site.table, by(), gone, 1);
  const acts: Roles = { represents: { [bread]: "editor" } };

  const editor = await (await enter(site, "editor@example.org", acts)).register();
  const contact = await (await enter(site, "contact@example.org")).register();
  const former = await (await enter(site, "former@example.org", { represents: { [gone]: "owner" } })).register();
  const stranger = await (await enter(site, ADA)).register();
  await settlePerson(site.table, "second@example.org", acts);
  const byCode = await (await guest(site, "second@example.org")).come();

  expect([editor.status, contact.status, former.status, stranger.status]).toEqual([200, 200, 403, 403]);
  expect(byCode.registration.status).toBe("confirmed");
});

test("in a browser the form knows who is signed in, and one press leads to how they stand", async () => {
  const site = await startSite();
  await plan(site);
  const ada = await enter(site, ADA);
  await site.ask("PATCH", "/api/account", {
    as: "public",
    headers: ada.headers,
    body: { name: "Ada", visibility: "everyone" },
  });

  const form = await site.ask("GET", `${AT}/register`, {
    as: "public",
    headers: { ...ada.headers, Accept: "text/html" },
  });
  const sent = await ada.send("register", {
    form: {
      email: ADA,
      "party.registrant.name": "Ada",
      "party.registrant.company": "",
      "party.guests.0.name": "",
      "party.guests.0.company": "",
      "party.lookingFor": "",
      "party.note": "",
      "party.visibility": "everyone",
    },
  });

  expect(form.text).toContain(`value="${ADA}"`);
  expect(form.text).toContain('value="Ada"');
  expect(form.text).toMatch(/value="everyone" checked/);
  expect(form.text).toContain("you need no code");
  expect([sent.status, sent.headers.get("Location")]).toEqual([303, `${AT}/registration`]);
  expect((await ada.read()).json.registration.party.visibility).toBe("everyone");
});

test("what a browser has proved for another mailbox is not shown after registering in a session", async () => {
  const site = await startSite();
  const event = await plan(site);
  const bea = await guest(site, "bea@example.org");
  await bea.come();
  const ada = await enter(site, ADA);
  const both = { Cookie: `${bea.cookie}; ${ada.headers.Cookie}` };

  const before = await bea.status(both);
  await ada.send("register", { body: { email: ADA, party: partyOf("Ada") }, headers: both });
  const after = await bea.status(both);

  expect([before.json.email, after.json.email]).toEqual(["bea@example.org", ADA]);
  const kept = await RegistrationStore.status(site.table, event, keyOf("bea@example.org"));
  expect(kept.registration?.status).toBe("confirmed");
});

test("one's own registrations are listed with how they stand: what comes next first, the past and the cancelled too", async () => {
  // Noon, whatever the hour: the day on which an event is over must not depend on when this runs.
  let now = Math.floor(Date.now() / DAY) * DAY + DAY / 2;
  const site = await startSite({ now: () => now });
  const ada = await enter(site, ADA);
  const at = (days: number) => new Date(now + days * DAY).toISOString().slice(0, 10);
  const planOn = (title: string, days: number, capacity = 9) =>
    plan(site, { title, startsAt: `${at(days)}T17:30`, endsAt: `${at(days)}T19:30`, capacity });
  for (const [title, days, capacity] of [
    ["Late", 9, 1],
    ["Soon", 2, 9],
    ["Over", 1, 9],
    ["Given up", 5, 9],
  ] as const)
    await planOn(title, days, capacity);
  const send = (slug: string, path: string, body: object) =>
    site.ask("POST", `/api/mixers/${slug}/${path}`, { as: "public", headers: ada.headers, body });
  await (await guest(site, "first@example.org", "late")).come();
  await (await guest(site, "second@example.org", "late")).come();
  // Who comes in the same millisecond waits in no order.
  now += 1000;
  for (const slug of ["late", "soon", "over", "given-up"])
    await send(slug, "register", { email: ADA, party: partyOf("Ada") });
  const mine = () => site.ask("GET", "/api/account/registrations", { as: "public", headers: ada.headers });
  const { id } = (await mine()).json.coming[2].registration;
  await send("given-up", "registration/cancel", { id });
  now += 1.99 * DAY;

  const { coming, past } = (await mine()).json;

  type Own = { event: { title: string }; registration: { status: string; place: number | null } };
  const short = ({ event, registration: { status, place } }: Own) => [event.title, status, place];
  expect(coming.map(short)).toEqual([
    ["Soon", "confirmed", null],
    ["Given up", "cancelled", null],
    ["Late", "waitlisted", 2],
  ]);
  expect(past.map(short)).toEqual([["Over", "confirmed", null]]);
  expect(coming[0].links).toEqual({
    page: "/mixers/soon/",
    calendar: "/mixers/soon/event.ics",
    registration: "/api/mixers/soon/registration",
  });
});
