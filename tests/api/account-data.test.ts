import { expect, test } from "vitest";
import { keyOf } from "../people.ts";
import { openBrowser } from "../security/browser.ts";
import { ADA, becomeKnown, CANARY } from "../security/known.ts";
import { startSite } from "./site.ts";

test("one file holds all that is stored about whoever asks: of each kind, and nothing of others, of keys or hashes", async () => {
  const site = await startSite();
  const { ada } = await becomeKnown(site);

  const { status, headers, json, text } = await ada.send("GET", "/api/account/data");

  expect([status, headers.get("Content-Disposition")]).toEqual([200, 'attachment; filename="my-data.json"']);
  expect(headers.get("Cache-Control")).toContain("no-store");
  const { person, mails, ...lists } = json;
  expect(person).toMatchObject({ email: ADA, name: `Ada ${CANARY}`, visibility: "everyone" });
  const counts = Object.fromEntries(
    Object.entries<unknown[]>({ ...lists, ...mails }).map(([name, list]) => [name, list.length]),
  );
  expect(counts).toEqual({
    sessions: 3,
    passkeys: 1,
    representatives: 1,
    invitations: 1,
    registrations: 2,
    claims: 1,
    applications: 1,
    changeRequests: 3,
    pictures: 1,
    contacts: 1,
    imported: 1,
    joinAsked: 1,
    before: 2,
    events: 6,
    listings: 2,
    letters: 1,
    announcements: 1,
    unsubscribed: 1,
    codes: 1,
    begun: 1,
  });
  const said = (told: readonly { reason: string }[]) => told.map(({ reason }) => reason).filter(Boolean);
  expect(said(mails.events)).toEqual([`cancelled ${CANARY}`]);
  expect(said(mails.listings).sort()).toEqual(["No superlatives", `refused ${CANARY}`]);
  expect(text).not.toMatch(new RegExp(`${keyOf(ADA)}|bea@|cid@|first@|[hH]ash|credential|publicKey|pk"|"sk"`));
});

test("nobody else gets it, and nobody gets it all the time", async () => {
  const site = await startSite();
  const { ada } = await becomeKnown(site);

  const stranger = await openBrowser(site).send("GET", "/api/account/data");
  const statuses: number[] = [];
  for (let n = 0; n < 6; n++) statuses.push((await ada.send("GET", "/api/account/data")).status);

  expect(stranger.status).toBe(401);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
});
