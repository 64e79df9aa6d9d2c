import { MOST_MEMBERS } from "@mainstreet/core/person";
import { invitationKey } from "@mainstreet/store/person-keys";
import * as PersonStore from "@mainstreet/store/person-store";
import { entityOf } from "@mainstreet/store/write";
import { keyOf } from "../../people.ts";
import type { Role } from "../../security/rows.ts";
import { type Site, STAFF_EMAIL } from "../site.ts";
import { CANARY, type Town } from "../town.ts";
import { anew, type Call } from "./call.ts";

/** What is different about a request that is in order; it is an administrator's, unless somebody else is named. */
export type Change = { readonly body?: unknown; readonly path?: string; readonly role?: Role };

/** What a scene is played with. */
type Players = {
  readonly town: Town;
  readonly site: Site;
  /** A request to a route that is in order, with another body or address. */
  readonly good: (name: string, change?: Change) => Call;
  readonly send: (call: Call) => Promise<{ readonly status: number; readonly json: unknown }>;
};
type Scene = (players: Players) => Promise<void>;

const onceCancelled =
  (name: string): Scene =>
  async ({ good, send }) => {
    await send(good("POST /api/staff/events/{id}/cancel"));
    await send(good(name));
  };

const underCafes: Scene = async ({ good, send, town }) => {
  await send(good("POST /api/categories", { body: { name: "Roasters", parentId: town.cafes, schemaType: "Store" } }));
};

const lastOwner =
  (name: string): Scene =>
  async ({ good, send, town }) => {
    const path = `/api/members/${town.baker}/people/${keyOf("owner@roles.test")}`;
    const body = name.startsWith("PATCH") ? { role: "editor" } : undefined;
    await send(good(name, { path, body, role: "owner" }));
  };

/** Scenes that take hundreds of calls. */
export const LONG_SCENES: ReadonlySet<string> = new Set([
  "POST /api/categories 409",
  "POST /api/account/listings/{id}/pictures 429",
]);

/** Ways to what a call alone does not lead to, by what they lead to. */
export const SCENES: Readonly<Record<string, Scene>> = {
  "POST /api/categories 409": async ({ good, send }) => {
    for (let i = 0; i < 500; i++) {
      const body = { name: `Category ${i}`, parentId: null, schemaType: "Store" };
      if ((await send(good("POST /api/categories", { body }))).status === 409) return;
    }
  },
  "PATCH /api/categories/{id} 409": async ({ good, send }) => {
    await send(good("PATCH /api/categories/{id}", { body: { slug: "bakeries" } }));
  },
  "DELETE /api/categories/{id} 409": async (players) => {
    await underCafes(players);
    await players.send(players.good("DELETE /api/categories/{id}"));
  },
  "POST /api/categories/{id}/merge 409": async (players) => {
    await underCafes(players);
    await players.send(players.good("POST /api/categories/{id}/merge"));
  },
  "POST /api/account/listings/{id}/pictures 429": async ({ good, send }) => {
    for (let i = 0; i < 100; i++)
      if ((await send(good("POST /api/account/listings/{id}/pictures"))).status === 429) return;
  },
  "PATCH /api/staff/events/{id} 409": onceCancelled("PATCH /api/staff/events/{id}"),
  "PATCH /api/listings/{id} 409": async ({ good, send }) => {
    const first = await send(good("POST /api/listings"));
    const slug = /"slug":"([^"]+)"/.exec(JSON.stringify(first.json))?.[1];
    await send(good("PATCH /api/listings/{id}", { body: { slug } }));
  },
  "POST /api/staff/events/{id}/registrations 409": onceCancelled("POST /api/staff/events/{id}/registrations"),
  "POST /api/mixers/{slug}/register 409": onceCancelled("POST /api/mixers/{slug}/register"),
  "POST /api/mixers/{slug}/register 200": async ({ good, send }) => {
    const party = {
      registrant: { name: "Ada", company: "" },
      guests: [],
      note: "",
      lookingFor: "",
      visibility: "nobody",
    };
    await send(good("POST /api/mixers/{slug}/register", { body: { email: STAFF_EMAIL, party } }));
  },
  "POST /api/mixers/{slug}/register/code 409": onceCancelled("POST /api/mixers/{slug}/register/code"),
  "POST /api/mixers/{slug}/registration/party 409": async ({ good, send, town }) => {
    await send(good("PATCH /api/staff/events/{id}", { body: { capacity: 1 } }));
    const registrant = { name: "Ada", company: "" };
    const guests = Array.from({ length: 5 }, (_, i) => ({ name: `Guest ${i}`, company: "" }));
    const party = { registrant, guests, note: "", lookingFor: "", visibility: "nobody" };
    const body = { id: town.registration, version: 2, party };
    await send(good("POST /api/mixers/{slug}/registration/party", { body }));
  },
  "POST /api/members/{id}/invitations 409": async ({ good, send }) => {
    const body = { email: `helper-${CANARY}@example.org`, role: "owner" };
    await send(good("POST /api/members/{id}/invitations", { body }));
  },
  "PATCH /api/members/{id}/people/{person} 409": lastOwner("PATCH /api/members/{id}/people/{person}"),
  "DELETE /api/members/{id}/people/{person} 409": lastOwner("DELETE /api/members/{id}/people/{person}"),
  "POST /api/account/invitations/{id}/accept 409": async ({ good, send, site }) => {
    const staff = await PersonStore.find(site.table, keyOf(STAFF_EMAIL));
    if (!staff) return;
    const represents = Array.from({ length: MOST_MEMBERS }, (_, i) => ({
      memberId: `mem_${"0".repeat(24)}${10 + i}`,
      role: "editor" as const,
    }));
    await site.table.transact([PersonStore.put({ ...staff, represents, version: staff.version + 1 }, staff.version)]);
    await send(good("POST /api/account/invitations/{id}/accept"));
  },
  "POST /api/account/invitations/{id}/accept 410": async ({ good, send, site, town }) => {
    const key = invitationKey(keyOf(STAFF_EMAIL), town.baker);
    const item = await site.table.get(key);
    if (!item) return;
    await site.table.transact([{ put: { ...item, ...key, ...entityOf(item), expires: Date.now() - 1 } }]);
    await send(good("POST /api/account/invitations/{id}/accept"));
  },
  "POST /api/account/invitations/{id}/accept 412": async ({ good, send }) => {
    const call = good("POST /api/account/invitations/{id}/accept");
    await Promise.all(Array.from({ length: 6 }, () => send(anew(call))));
  },
  "DELETE /api/staff/people/{person}/passkeys 412": async ({ good, send }) => {
    const call = good("DELETE /api/staff/people/{person}/passkeys");
    await Promise.all(Array.from({ length: 6 }, () => send(anew(call))));
  },
  "POST /api/staff/changes/{id}/approve 409": async ({ good, send, town }) => {
    await send(good("DELETE /api/listings/{id}", { path: `/api/listings/${town.cafe}` }));
    await send(good("POST /api/staff/changes/{id}/approve"));
  },
  "POST /api/staff/people 412": async ({ good, send }) => {
    const call = good("POST /api/staff/people");
    await Promise.all(Array.from({ length: 6 }, () => send(anew(call))));
  },
  "POST /api/listings/{id}/claims 429": async ({ good, send, town, site }) => {
    for (let i = 0; i < 7; i++) {
      const { status } = await send(good("POST /api/listings/{id}/claims"));
      if (status === 429) return;
      const waiting = await site.ask("GET", "/api/staff/claims");
      // Somebody may have had the administrator erased before.
      if (waiting.status !== 200) return;
      const own = waiting.json.claims.find((claim: { personKey: string }) => claim.personKey === keyOf(STAFF_EMAIL));
      const path = `/api/staff/claims/${town.bakery}/${keyOf(STAFF_EMAIL)}/refuse`;
      if (own) await site.ask("POST", path, { version: own.version, body: { reason: "Not yours" } });
    }
  },
};
