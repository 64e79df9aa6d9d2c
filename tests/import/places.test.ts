import type { Address } from "@mainstreet/core/listing";
import { keepingPlaces } from "@mainstreet/store/place-store";
import { expect, test } from "vitest";
import { everything, startSite } from "../api/site.ts";
import { freshTable } from "../emulator/table.ts";
import { KEYRING } from "../people.ts";
import { importText } from "./helpers.ts";

const DAY = 24 * 60 * 60 * 1000;
const DOOR = { position: { lat: 41.93, lon: -74.01 }, of: "address" as const };
const address = (street: string): Address => ({
  street,
  extra: "",
  town: "Kingston",
  state: "NY",
  postalCode: "12401",
});

test("where an address lies is asked once in half a year, also that nobody knows, and no key tells the address", async () => {
  const { table } = await freshTable();
  const clock = { now: Date.UTC(2026, 0, 1) };
  const asked: string[] = [];
  const geocode = keepingPlaces({ table, now: () => clock.now, keyring: KEYRING }, async ({ street }) => {
    asked.push(street);
    return street.startsWith("1") ? DOOR : null;
  });

  const found = [await geocode(address("1 Canary St")), await geocode(address("1 CANARY ST"))];
  const unknown = [await geocode(address("2 Canary St")), await geocode(address("2 Canary St"))];
  clock.now += 181 * DAY;
  await geocode(address("1 Canary St"));

  expect([found, unknown]).toEqual([
    [DOOR, DOOR],
    [null, null],
  ]);
  expect(asked).toEqual(["1 Canary St", "2 Canary St", "1 Canary St"]);
  expect(JSON.stringify(await everything(table))).not.toMatch(/canary|kingston|12401/i);
});

test("staff are proposed where a listing may lie, and nothing is pinned by that", async () => {
  const site = await startSite();
  const rows = ["One,41.91,-74.01", "Two,41.92,-74.02", "Three,41.93,-74.03", "New,,"];
  await importText(site.table, ["name,lat,lon,zip", ...rows.map((row) => `${row},12401`)].join("\n"));
  const { json } = await site.ask("GET", "/api/staff/listings?limit=100");
  const fresh = json.listings.find(({ name }: { name: string }) => name === "New");
  const before = await everything(site.table);

  const answer = await site.ask("POST", `/api/staff/listings/${fresh.id}/suggested-place`);

  expect(answer.json).toEqual({ place: { position: { lat: 41.92, lon: -74.02 }, of: "postal-code" } });
  expect(await everything(site.table)).toEqual(before);
});
