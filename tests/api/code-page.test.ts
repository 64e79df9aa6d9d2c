import { randomUUID } from "node:crypto";
import type { Event } from "@mainstreet/core/event";
import { BLANK_EVENT } from "@mainstreet/core/event-builder";
import { newSeats } from "@mainstreet/core/seats";
import { accentIn } from "@mainstreet/functions/api/forms/accent";
import { codePage, registerPage, type Scene } from "@mainstreet/functions/api/forms/pages";
import { statusPage } from "@mainstreet/functions/api/forms/status-page";
import { seatsOf } from "@mainstreet/store/event-store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { themeColors } from "../../web/src/styles/theme.ts";
import { guest, plan } from "./guest.ts";
import { ORIGIN, startSite } from "./site.ts";
import { SLUG } from "./town.ts";

const AT = `/api/mixers/${SLUG}/register/code`;
const ADA = { email: "ada@example.org", "party.registrant.name": "Ada", "party.visibility": "nobody" };
const REST = { "party.registrant.company": "", "party.note": "", "party.lookingFor": "", "party.guests.0.name": "" };

/** A browser without scripts that has asked for a code. */
async function asked() {
  const site = await startSite();
  await plan(site);
  const ada = await guest(site, ADA.email);
  const headers = { Accept: "text/html", Cookie: ada.cookie, Origin: ORIGIN, "Sec-Fetch-Site": "same-origin" };
  const post = (path: string, form: Record<string, string>) =>
    site.ask("POST", `/api/mixers/${SLUG}/${path}`, { as: "public", headers, form: { key: randomUUID(), ...form } });
  const get = (path: string) => site.ask("GET", path, { as: "public", headers });
  const first = await post("register", { ...ADA, ...REST, "party.guests.0.company": "" });
  return { site, ada, post, get, first, headers };
}

test("what was sent is answered by a page of its own, so that going back sends nothing again", async () => {
  const { ada, post, get, first } = await asked();
  const empty = await get(AT);
  const code = await ada.code();
  const wrong = code === "000000" ? "000001" : "000000";

  const sent = await post("register/code", { code: wrong });
  const [page, reloaded] = [await get(AT), await get(AT)];
  const right = await post("register/code", { code });
  const after = await get(AT);

  for (const answer of [first, sent]) {
    expect([answer.status, answer.headers.get("Location"), answer.text]).toEqual([303, AT, ""]);
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
  }
  expect(empty.text).not.toContain('role="alert"');
  expect(page.status).toBe(200);
  expect(page.text).toContain("is not the code that was mailed. You can try 4 times more.");
  expect(page.text).toMatch(/<input id="code"[^>]* value=""[^>]* aria-invalid="true"/);
  // Each drawing has a key of its own; reading uses no try up.
  const keyless = (text: string) => text.replace(/name="key" value="[^"]*"/g, "");
  expect(keyless(reloaded.text)).toBe(keyless(page.text));
  expect([right.status, right.headers.get("Location")]).toEqual([303, `/api/mixers/${SLUG}/registration`]);
  expect([after.status, after.headers.get("Location")]).toEqual([303, `/api/mixers/${SLUG}/registration`]);
});

test("after five wrong codes the page says to ask for a new one, and whoever began nothing is led to the form", async () => {
  const { site, ada, post, get, headers } = await asked();
  const code = Number(await ada.code());
  for (let i = 1; i <= 5; i++) await post("register/code", { code: String((code + i) % 1_000_000).padStart(6, "0") });

  const page = await get(AT);
  const other = await guest(site, "ben@example.org");
  const nothing = await site.ask("GET", AT, { as: "public", headers: { ...headers, Cookie: other.cookie } });
  const program = await site.ask("GET", AT, { as: "public", headers: { Cookie: ada.cookie } });

  expect(page.text).toContain("Ask for a new one.");
  expect(nothing.status).toBe(410);
  expect(nothing.text).toContain(`href="/api/mixers/${SLUG}/register"`);
  expect(program.json).toEqual({ proved: false, left: 0 });
});

test("programs get a wrong code's refusal as ever", async () => {
  const { site, ada } = await asked();
  const code = String((Number(await ada.code()) + 1) % 1_000_000).padStart(6, "0");

  const answer = await ada.send("register/code", { body: { code } });

  expect(answer).toMatchObject({ status: 422, json: { code: "invalid", fields: [{ path: "code" }] } });
  expect(site.lines.join()).not.toContain(code);
});

test("the forms have the chamber's accent, made readable as the site's pages make it", async () => {
  const { site, get } = await asked();
  const { json } = await site.ask("GET", "/api/chamber");
  await site.ask("PATCH", "/api/chamber", { version: json.version, body: { accent: "#c2410c" } });

  const { text } = await get("/api/mixers/forms.css");

  expect(text).toContain(`--accent: ${accentIn("light", "#c2410c")}`);
  expect(text).toContain(`--accent: ${accentIn("dark", "#c2410c")}`);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (color) => {
      const accent = `#${color.toString(16).padStart(6, "0")}`;
      for (const scheme of ["light", "dark"] as const)
        expect(accentIn(scheme, accent)).toBe(themeColors(accent, scheme).accent);
    }),
    { numRuns: 200 },
  );
});

test("below a path the pages lead to the site below it, and to the API beside it", () => {
  const scene = sceneAt("/sub/");

  const pages = [registerPage(scene), codePage(scene), statusPage(scene, null, null)].map(({ html }) => html);

  const paths = pages.flatMap((html) => [...html.matchAll(/(?:href|action)="([^"]+)"/g)].map(([, path]) => path));
  const own = `/api/mixers/${SLUG}/register`;
  expect(new Set(paths)).toEqual(
    new Set(["/api/mixers/forms.css", "/sub/", `/sub/mixers/${SLUG}/`, own, `${own}/code`]),
  );
});

function sceneAt(base: string): Scene {
  const id = `evt_${"0".repeat(26)}`;
  const event: Event = {
    ...BLANK_EVENT,
    id,
    slug: SLUG,
    formerSlugs: [],
    seriesId: null,
    seriesDate: null,
    status: "published",
    cancelReason: "",
    sequence: 0,
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
    version: 1,
  };
  const seats = newSeats(id, seatsOf(event));
  return { chamber: "Chamber", base, event, seats, now: Date.parse(event.createdAt), newKey: () => "the-key" };
}
