import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { guest, plan } from "./guest.ts";
import { type Answer, everything, ORIGIN, type Site, startSite } from "./site.ts";
import { SLUG } from "./town.ts";

const BROWSER = { Accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const ADA = {
  email: "ada@example.org",
  "party.registrant.name": "Ada Lovelace",
  "party.registrant.company": "Engines & Sons",
  "party.guests.0.name": "",
  "party.guests.0.company": "",
  "party.guests.1.name": "Charles <Babbage>",
  "party.guests.1.company": "",
  "party.note": "No nuts\r\nStep-free, please",
  "party.lookingFor": 'A "clockmaker"',
  "party.visibility": "attendees",
} as const;

type Page = { readonly answer: Answer; readonly html: string; hidden(name: string, form?: number): string };

function pageOf(answer: Answer): Page {
  const forms = answer.text.split("<form").slice(1);
  return {
    answer,
    html: answer.text,
    hidden: (name, form = 0) => new RegExp(`name="${name}" value="([^"]*)"`).exec(forms[form] ?? "")?.[1] ?? "",
  };
}

/** Somebody in a browser without scripts, who sends the forms that they are shown. */
async function visitor(site: Site, email: string) {
  const { cookie, code } = await guest(site, email);
  const headers = { ...BROWSER, Cookie: cookie, Origin: ORIGIN, "Sec-Fetch-Site": "same-origin" };
  const open = async (path: string): Promise<Page> =>
    pageOf(await site.ask("GET", `/api/mixers/${SLUG}/${path}`, { as: "public", headers }));
  const send = async (path: string, form: Record<string, string>): Promise<Page> => {
    const answer = await site.ask("POST", `/api/mixers/${SLUG}/${path}`, { as: "public", headers, form });
    const to = answer.headers.get("Location");
    return to ? pageOf(await site.ask("GET", to, { as: "public", headers })) : pageOf(answer);
  };
  return { open, send, code, headers };
}

/** What must hold of every page, whatever it says. */
function expectSound({ html, answer }: Page): void {
  expect(answer.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  const policy = answer.headers.get("Content-Security-Policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("unsafe");
  expect(html).not.toMatch(/<script|<style| style=| on\w+=/);
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size, html).toBe(ids.length);
  const told = [...html.matchAll(/(?: for| aria-describedby| aria-labelledby)="([^"]+)"/g)].flatMap(([, id = ""]) =>
    id.split(" "),
  );
  for (const id of told) expect(ids, html).toContain(id);
  const fields = [...html.matchAll(/<(?:input|textarea)(?=[^>]* id="([^"]+)")/g)].map(([, id]) => id);
  for (const id of fields) expect(html).toContain(`<label for="${id}">`);
}

test("without scripts: register three, type the code, see the seat, change the party, cancel", async () => {
  const site = await startSite();
  await plan(site);
  const ada = await visitor(site, ADA.email);

  const form = await ada.open("register");
  const key = form.hidden("key");
  const asked = await ada.send("register", {
    ...ADA,
    key,
    "party.guests.3.name": "Mary",
    "party.guests.3.company": "",
  });
  const seat = await ada.send("register/code", {
    key: asked.hidden("key"),
    code: ` ${(await ada.code()).replace(/(...)/, "$1 ")} `,
  });
  const own = { id: seat.hidden("id"), "version:int": seat.hidden("version:int") };
  const { email, ...party } = ADA;
  const changed = await ada.send("registration/party", { ...party, ...own, key: seat.hidden("key") });
  const cancelled = await ada.send("registration/cancel", { id: own.id, key: changed.hidden("key", 1) });

  for (const page of [form, asked, seat, changed, cancelled]) {
    expect(page.answer.status, page.html).toBe(200);
    expectSound(page);
  }
  expect(key).toMatch(/^[0-9a-z]{26}$/);
  expect(asked.html).toContain("Type in the code");
  expect(seat.html).toContain("You are coming.");
  expect(seat.html).toContain("3 seats");
  expect(seat.html).toContain("Charles &lt;Babbage&gt;");
  expect(changed.html).toContain("2 seats");
  expect(cancelled.html).toContain("Your registration is cancelled.");
  const [stored] = (await everything(site.table)).filter(({ kind }) => kind === "registration");
  expect(stored).toMatchObject({
    party: {
      registrant: { name: "Ada Lovelace", company: "Engines & Sons", email: "ada@example.org" },
      guests: [{ name: "Charles <Babbage>", company: "" }],
      note: "No nuts\nStep-free, please",
    },
  });
});

test("what was typed stays, and what is wrong stands beside its field", async () => {
  const site = await startSite();
  await plan(site);
  const ada = await visitor(site, ADA.email);

  const wrong = await ada.send("register", {
    ...ADA,
    email: "ada at example",
    "party.registrant.name": " ",
    "party.guests.4.name": "",
    "party.guests.4.company": "No name",
    "party.lookingFor": "x".repeat(161),
  });

  expect(wrong.answer.status).toBe(422);
  expectSound(wrong);
  expect(wrong.html).toContain('role="alert"');
  for (const id of ["email", "party-registrant-name", "party-guests-1-name", "party-lookingFor"]) {
    expect(wrong.html).toMatch(
      new RegExp(`<input id="${id}"[^>]* aria-invalid="true" aria-describedby="[^"]*${id}-error"`),
    );
    expect(wrong.html).toContain(`<a href="#${id}">`);
  }
  expect(wrong.html).toContain('value="ada at example"');
  expect(wrong.html).toContain('value="A &quot;clockmaker&quot;"'.replace("A &quot;clockmaker&quot;", "x".repeat(161)));
  expect(wrong.html).toContain('value="Engines &amp; Sons"');
  expect(wrong.html).toContain('value="Charles &lt;Babbage&gt;"');
  expect(wrong.html).toContain("Step-free, please</textarea>");
  expect(wrong.html).toMatch(/<details open><summary>Who comes/);
  expect(wrong.hidden("key")).toMatch(/^[0-9a-z]{26}$/);
});

test("somebody who has registered asks how they stand by their address alone", async () => {
  const site = await startSite();
  await plan(site);
  await (await guest(site, ADA.email)).come(4);
  const ada = await visitor(site, ADA.email);

  const form = await ada.open("register");
  const bad = await ada.send("register", { email: "ada", key: form.hidden("key", 1) });
  const asked = await ada.send("register", { email: ADA.email, key: bad.hidden("key", 1) });
  const wrong = await ada.send("register/code", { key: asked.hidden("key"), code: "12" });
  const seat = await ada.send("register/code", { key: wrong.hidden("key"), code: await ada.code() });

  expect(bad.answer.status).toBe(422);
  expect(bad.html).toMatch(/<input id="known-email"[^>]* value="ada"[^>]* aria-invalid="true"/);
  expect(wrong.answer.status).toBe(422);
  expect(wrong.html).toMatch(/<input id="code"[^>]* value="12"[^>]* aria-invalid="true"/);
  expect(seat.html).toContain("4 seats");
  for (const page of [bad, wrong, seat]) expectSound(page);
});

test("every way it can fail is a page in plain words, with the right status and a way on", async () => {
  const site = await startSite();
  await plan(site, { capacity: 2 });
  await plan(site, { title: "Long over", startsAt: "2020-01-01T10:00", endsAt: "2020-01-01T11:00" });
  const ada = await visitor(site, ADA.email);
  const bare = { as: "public", headers: BROWSER } as const;
  const page = async (method: string, path: string, ask: object) =>
    pageOf(await site.ask(method, path, { ...bare, ...ask }));

  const notProved = await ada.open("registration");
  const noCookie = await page("POST", `/api/mixers/${SLUG}/register`, { form: ADA });
  const noCode = await ada.send("register/code", { code: "123456", key: randomUUID() });
  const noKey = await ada.send("register/code", { code: "123456", key: "" });
  const tooMany = await ada.send("register", {
    ...ADA,
    "party.guests.2.name": "One too many",
    "party.guests.2.company": "",
  });
  const nowhere = await page("GET", "/api/mixers/nowhere/register", {});
  const over = await page("GET", "/api/mixers/long-over/register", {});
  const crafted = await ada.send("register", { ...ADA, "__proto__.x": "1" });

  expect(
    [notProved, noCookie, noCode, noKey, tooMany, nowhere, over, crafted].map(({ answer }) => answer.status),
  ).toEqual([403, 403, 410, 400, 409, 404, 200, 400]);
  for (const each of [notProved, noCookie, noCode, noKey, tooMany, nowhere, over, crafted]) expectSound(each);
  expect(noCookie.html).toContain("cookie");
  expect(noCode.html).toContain(`href="/api/mixers/${SLUG}/register"`);
  expect(tooMany.html).toContain('value="One too many"');
  expect(over.html).toContain("Registration has closed.");
  expect(over.html).not.toContain("Who comes with you");
});

test("the same form sent five times over sends one code, and two changes of one version make one", async () => {
  const site = await startSite();
  await plan(site);
  const ada = await visitor(site, ADA.email);
  const key = randomUUID();

  for (let i = 0; i < 5; i++) await ada.send("register", { ...ADA, key });
  const seat = await ada.send("register/code", { code: await ada.code(), key: randomUUID() });
  const { email, ...party } = ADA;
  const own = { id: seat.hidden("id"), "version:int": seat.hidden("version:int") };
  const first = await ada.send("registration/party", { ...party, ...own, "party.note": "First", key: randomUUID() });
  const second = await ada.send("registration/party", { ...party, ...own, "party.note": "Second", key: randomUUID() });

  expect((await site.mails()).filter(({ subject }) => /^\d{6}/.test(subject))).toHaveLength(1);
  expect(first.answer.status).toBe(200);
  expect(second.answer.status).toBe(412);
  expectSound(second);
  expect(second.html).toContain("Second</textarea>");
  const [stored] = (await everything(site.table)).filter(({ kind }) => kind === "registration");
  expect(stored).toMatchObject({ party: { note: "First" } });
});

test("a mail scanner that follows the link, or presses the button, uses nothing up", async () => {
  const site = await startSite();
  await plan(site);
  const ada = await visitor(site, ADA.email);
  await ada.send("register", ADA);
  const code = await ada.code();
  const path = `/api/mixers/${SLUG}/register`;

  for (let i = 0; i < 10; i++) {
    const headers = i % 2 ? BROWSER : {};
    await site.ask("HEAD", path, { as: "public", headers });
    await site.ask("GET", path, { as: "public", headers });
    await site.ask("POST", `${path}/code`, { as: "public", headers, form: { code } });
  }
  const seat = await ada.send("register/code", { code, key: randomUUID() });

  expect(seat.html).toContain("You are coming.");
});

test("only what is declared takes forms, and the style sheet is there", async () => {
  const site = await startSite();

  const css = await site.ask("GET", "/api/mixers/forms.css", { as: "public" });
  const member = await site.ask("POST", "/api/members", { form: { name: "Bread" } });

  expect(css.headers.get("Content-Type")).toBe("text/css; charset=utf-8");
  expect(css.text).not.toMatch(/url\(|@import/);
  expect(member.status).toBe(415);
});
