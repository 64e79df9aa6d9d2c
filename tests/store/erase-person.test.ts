import { PUBLIC } from "@mainstreet/core/actor";
import type { Party } from "@mainstreet/core/party";
import { newAttempt } from "@mainstreet/core/registration";
import { erasePerson } from "@mainstreet/store/erase-person";
import * as FlowStore from "@mainstreet/store/flow-store";
import { putExternal } from "@mainstreet/store/import-store";
import { KINDS } from "@mainstreet/store/keys";
import * as OutboxStore from "@mainstreet/store/outbox-store";
import * as OutcomeStore from "@mainstreet/store/outcome-store";
import { tombstoneKey } from "@mainstreet/store/person-keys";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import type { Item, Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { by, random } from "../emulator/table.ts";
import { keyOf } from "../people.ts";
import { mixer, NOON } from "./mixer.ts";

const HOUR = 3_600_000;
const CANARY = "kanarie4b1d";
const EMAIL = `${CANARY}@example.org`;
const ADA = keyOf(EMAIL);

const party = (size = 1): Party => ({
  registrant: { name: `Ada ${CANARY}`, company: `Firm ${CANARY}`, email: EMAIL },
  guests: Array.from({ length: size - 1 }, () => ({ name: `Ben ${CANARY}`, company: `Shop ${CANARY}` })),
  note: `vegan ${CANARY}`,
  lookingFor: `work ${CANARY}`,
  visibility: "everyone",
});

async function everything(table: Table): Promise<Item[]> {
  const all: Item[] = [];
  for await (const items of table.scan(KINDS)) all.push(...items);
  return all;
}

/** A mixer at which Ada stands in every way there is, with somebody waiting behind her. */
async function town(options: { capacity: number; before?: number; wrap?: (table: Table) => Table }) {
  const { capacity, wrap } = options;
  const door = await mixer({ capacity, shards: 2, ...(wrap && { wrap }) });
  const { needs, table, eventId, register, attempt } = door;
  for (let n = 0; n < (options.before ?? 0); n++) await register(n);
  const from = { eventId, personKey: ADA, attempt: attempt(), party: party(2) };
  const { registration } = await RegistrationStore.register(needs, from);
  const begun = { ...from, attempt: newAttempt(NOON, random), email: EMAIL, codeHash: "h" };
  const remember = OutcomeStore.remember(
    { hash: begun.attempt, request: "" },
    { status: 202, body: "", etag: "" },
    NOON,
  );
  await FlowStore.begin(needs, "ada's browser", begun, { code: "123456", limits: [], remember });
  const source = { name: "Bread Alone", contactEmail: ` ${EMAIL.toUpperCase()}`, contactName: `Ada ${CANARY}` };
  await table.transact([putExternal("row 1", { memberId: "m", listingId: "l", source, version: 1 }, null)]);
  await register(50);
  return { ...door, from, registration };
}

const tells = (item: Item, what: string) => new RegExp(what, "i").test(JSON.stringify(item));
/** That somebody was erased stays known, by their key: of whom that was it says nothing. */
const isHers = (items: readonly Item[]) =>
  items.filter((item) => tells(item, CANARY) || (tells(item, ADA) && item.kind !== "audit"));

test("nothing of an erased person is left in the whole table but the tombstone, and their seats go to who waits", async () => {
  const { needs, table, statuses, seats, register } = await town({ capacity: 2 });
  for (const mail of (await OutboxStore.due(table, NOON, 1)).due) await OutboxStore.settle(table, mail, NOON);
  const before = isHers(await everything(table)).map(({ kind }) => kind);

  await erasePerson(needs, by(), { personKey: ADA, keyOf });

  const left = isHers(await everything(table));
  expect([...new Set(before)].sort()).toEqual(["code", "external", "flow", "mail", "registration"]);
  expect(left.map(({ pk }) => pk)).toEqual([tombstoneKey(ADA).pk]);
  expect(await statuses(50)).toEqual(["confirmed"]);
  expect((await seats()).taken).toBe(1);
  expect((await register(51)).status).toBe("confirmed");
  const { items } = await table.query(`PERSON#${ADA}`, { index: true });
  expect(items).toEqual([]);
});

test("an erased person at the head of the waitlist holds nobody up", async () => {
  const { needs, table, statuses, eventId, cancel, status } = await town({ capacity: 2, before: 2 });
  await erasePerson(needs, by(), { personKey: ADA, keyOf });

  const first = await status(0);
  if (first) await cancel(first);

  expect(await statuses(50)).toEqual(["confirmed"]);
  const places = await Promise.all([0, 1].map((shard) => table.query(`SEATS#${eventId}#W#${shard}`)));
  expect(places.flatMap(({ items }) => items)).toEqual([]);
});

test("a registration goes in one transaction with its place: whoever dies after it leaves no place behind", async () => {
  const together: string[][] = [];
  const wrap = (table: Table): Table => ({
    ...table,
    transact: (actions) => {
      const removed = actions.flatMap((action) => ("remove" in action ? [action.remove.pk.split("#")[2] ?? ""] : []));
      if (removed.includes("R")) together.push(removed.sort());
      return table.transact(actions);
    },
  });
  const { needs } = await town({ capacity: 2, before: 2, wrap });

  await erasePerson(needs, by(), { personKey: ADA, keyOf });

  expect(together).toEqual([["R", "W"]]);
});

test("after the event the seats of an erased person stay counted, without anybody in them", async () => {
  const { needs, table, seats, clock } = await town({ capacity: 2 });
  clock.now = NOON + 5 * HOUR;

  await erasePerson(needs, by(), { personKey: ADA, keyOf });

  expect((await seats()).taken).toBe(2);
  expect(isHers(await everything(table)).map(({ kind }) => kind)).toEqual(["tombstone"]);
});

test("a late repetition brings an erased person back neither to a seat nor by mail; coming anew does", async () => {
  const { needs, table, from, statuses, registration, attempt } = await town({ capacity: 3 });
  const mails = (await OutboxStore.due(table, NOON + HOUR, 100)).due.filter(({ personKey }) => personKey === ADA);
  await erasePerson(needs, by(), { personKey: ADA, keyOf });

  const zombie = RegistrationStore.register(needs, from);
  await expect(zombie).rejects.toMatchObject({ code: "not-found" });
  await expect(RegistrationStore.cancel(needs, registration)).rejects.toMatchObject({ code: "not-found" });
  const settled = await Promise.all(mails.map((mail) => OutboxStore.settle(table, mail, NOON)));
  const postponed = await Promise.all(mails.map((mail) => OutboxStore.postpone(table, mail, NOON)));
  const left = isHers(await everything(table));
  const anew = await RegistrationStore.register(needs, { ...from, attempt: attempt() });

  expect([...settled, ...postponed].some(Boolean)).toBe(false);
  expect(left.map(({ kind }) => kind)).toEqual(["tombstone"]);
  expect(anew.registration.status).toBe("confirmed");
  expect(await statuses(50)).toEqual(["confirmed"]);
});

test("others, and rows of an import that name others, are left as they are; twice erases no more than once", async () => {
  const { needs, table } = await town({ capacity: 9 });
  const other = {
    memberId: "m",
    listingId: "l",
    source: { contactEmail: "ben@example.org", contactName: "Ben" },
    version: 1,
  };
  await table.transact([putExternal("row 2", other, null)]);
  const nameOf = ({ pk, sk }: Item) => `${pk} ${sk}`;
  const rest = (items: readonly Item[]) =>
    items
      .filter(({ kind }) => kind !== "tombstone" && kind !== "seats" && kind !== "audit")
      .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const hers = new Set(isHers(await everything(table)).map(nameOf));
  const othersOf = (items: readonly Item[]) => rest(items).filter((item) => !hers.has(nameOf(item)));
  const others = othersOf(await everything(table));

  await erasePerson(needs, by(), { personKey: ADA, keyOf });
  const once = rest(await everything(table));
  await erasePerson(needs, by(), { personKey: ADA, keyOf });

  expect(othersOf(await everything(table))).toEqual(others);
  expect(rest(await everything(table))).toEqual(once);
  expect(once.find(({ pk }) => pk === "EXTERNAL#row 1")).toMatchObject({ source: { name: "Bread Alone" }, version: 2 });
});

test("only staff erase", async () => {
  const { needs, table } = await town({ capacity: 2 });
  const before = (await everything(table)).length;

  await expect(erasePerson(needs, by(PUBLIC), { personKey: ADA, keyOf })).rejects.toMatchObject({
    code: "unauthenticated",
  });

  expect(await everything(table)).toHaveLength(before);
});
