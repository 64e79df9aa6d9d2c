import { expect, test } from "vitest";
import { type Guest, guestsAt, type QuietMember, quietAbout } from "./quiet.ts";

function guest(name: string, visits: number): Guest {
  const last = { eventId: "evt_1", title: "Mixer", on: "2026-11-05" };
  const asking = { askedAt: null, leftAlone: false, unsubscribed: false, mayAsk: true };
  return { personKey: name, name, company: "Café Élan", email: "", visits, first: "2026-01-01", last, ...asking };
}

function member(name: string, reasons: QuietMember["reasons"]): QuietMember {
  return { id: name, name, contactName: "", contactEmail: "", reasons, joined: null, missed: 0, listing: null };
}

test("guests are narrowed by how often they came, three and more being one step", () => {
  const guests = [guest("Ada", 1), guest("Bea", 2), guest("Cid", 3), guest("Dan", 9)];
  const at = (visits: string) => guestsAt(guests, { q: "", visits }).map(({ name }) => name);

  expect([at("1"), at("2"), at("3"), at("").length]).toEqual([["Ada"], ["Bea"], ["Cid", "Dan"], 4]);
});

test("guests are found by their company without accents", () => {
  expect(guestsAt([guest("Ada", 1)], { q: "elan ada", visits: "" })).toHaveLength(1);
});

test("members are narrowed by why they are quiet", () => {
  const members = [member("Bread", ["absent", "unclaimed"]), member("Ferry", ["unclaimed"])];
  const about = (why: string, q = "") => quietAbout(members, { q, why }).map(({ name }) => name);

  expect([about("absent"), about("unclaimed"), about("", "fer")]).toEqual([["Bread"], ["Bread", "Ferry"], ["Ferry"]]);
});
