import { run } from "@mainstreet/cli/commands/people";
import { type Shell, UsageError } from "@mainstreet/cli/shell";
import { BLANK } from "@mainstreet/core/member";
import { newAttempt } from "@mainstreet/core/registration";
import { contactKey } from "@mainstreet/store/directory-keys";
import { beginErasing, erasePerson } from "@mainstreet/store/erase-person";
import { KINDS } from "@mainstreet/store/keys";
import * as LetterStore from "@mainstreet/store/letter-store";
import * as MemberStore from "@mainstreet/store/member-store";
import { personSecretKey, tombstoneKey } from "@mainstreet/store/person-keys";
import * as PersonStore from "@mainstreet/store/person-store";
import { reapplyTombstones } from "@mainstreet/store/reapply-erasures";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import type { Item, Table } from "@mainstreet/store/table";
import { commit } from "@mainstreet/store/write";
import { expect, test } from "vitest";
import { by, freshTable, random } from "../emulator/table.ts";
import { KEYRING, keyOf, settlePerson } from "../people.ts";
import { mixer } from "./mixer.ts";

const CANARY = "kanarie9a3c";
const EMAIL = `${CANARY}@example.org`;
const ADA = keyOf(EMAIL);

async function everything(table: Table): Promise<Item[]> {
  const all: Item[] = [];
  for await (const items of table.scan(KINDS)) all.push(...items);
  return all;
}

async function bringBack(table: Table, items: readonly Item[]): Promise<void> {
  const puts = items.map((item) => ({ put: { ...item, pk: String(item.pk), sk: String(item.sk) } }));
  for (let from = 0; from < puts.length; from += 100) await table.transact(puts.slice(from, from + 100));
}

const hers = (items: readonly Item[]) =>
  items.filter(
    (item) => JSON.stringify(item).includes(CANARY) || (JSON.stringify(item).includes(ADA) && item.kind !== "audit"),
  );

/** A mixer for which Ada has registered, who acts for a member whose contact she is and is told something by mail. */
async function town() {
  const door = await mixer({ capacity: 2, shards: 1 });
  const { needs, table, eventId } = door;
  const write = <T>() => by<T>(undefined, needs.now());
  const member = await MemberStore.create(table, write(), { ...BLANK, name: "Bread", contactEmail: EMAIL });
  await settlePerson(table, EMAIL, { represents: { [member.id]: "owner" } });
  const party = {
    registrant: { name: `Ada ${CANARY}`, company: "", email: EMAIL },
    guests: [],
    note: "",
    lookingFor: "",
    visibility: "nobody" as const,
  };
  const register = () =>
    RegistrationStore.register(needs, { eventId, personKey: ADA, attempt: newAttempt(needs.now(), random), party });
  await register();
  const letter = { template: "claim-refused", personKey: ADA, email: EMAIL, values: { reason: CANARY } } as const;
  await commit(table, write(), [LetterStore.post(letter, write())], null);
  return { ...door, register, write, member };
}

test("T24 the secret of whoever is erased goes with the very first transaction, and no letter to them is sent", async () => {
  const { needs, table, write } = await town();
  const [letter] = (await LetterStore.due(table, needs.now(), 10)).due;
  if (!letter) throw new Error("A letter waits.");
  const before = await LetterStore.opened(table, KEYRING, letter);

  await beginErasing(needs, write(), ADA);

  expect(before).toEqual({ email: EMAIL, values: { reason: CANARY } });
  expect(await table.get(personSecretKey(ADA))).toBeUndefined();
  expect(await LetterStore.opened(table, KEYRING, letter)).toBeNull();
});

test("T24 who was erased is erased again when all that was there before is brought back, seats and secret too", async () => {
  const { needs, table, seats } = await town();
  const backup = await everything(table);
  await erasePerson(needs, by(), { personKey: ADA, keyOf });
  const erased = hers(await everything(table)).map(({ pk }) => pk);
  await bringBack(table, backup);

  const before = hers(await everything(table)).length;
  const first = await reapplyTombstones(needs, KEYRING);
  const left = hers(await everything(table)).map(({ pk }) => pk);
  const second = await reapplyTombstones(needs, KEYRING);

  expect(before).toBeGreaterThan(8);
  expect(first.people).toBe(1);
  expect(first.items).toBeGreaterThanOrEqual(8);
  expect([erased, left]).toEqual([[tombstoneKey(ADA).pk], [tombstoneKey(ADA).pk]]);
  expect(await table.get(personSecretKey(ADA))).toBeUndefined();
  expect((await seats()).taken).toBe(0);
  expect(second).toEqual({ people: 0, items: 0 });
});

test("T24 a backup that was made before somebody was erased learns it from the table as it was", async () => {
  const { needs, table } = await town();
  const restored = (await freshTable({ chamber: null })).table;
  await bringBack(restored, await everything(table));
  await erasePerson(needs, by(), { personKey: ADA, keyOf });

  const alone = await reapplyTombstones({ ...needs, table: restored }, KEYRING);
  const told = await reapplyTombstones({ ...needs, table: restored }, KEYRING, table);

  expect([alone.people, told.people]).toEqual([0, 1]);
  expect(hers(await everything(restored)).map(({ pk }) => pk)).toEqual([tombstoneKey(ADA).pk]);
});

test("whoever has come again since keeps what they left since, and loses what they had before", async () => {
  const { needs, table, register, write, member, clock } = await town();
  const backup = (await everything(table)).filter(({ kind }) => kind === "letter" || kind === "representative");
  await erasePerson(needs, by(), { personKey: ADA, keyOf });
  clock.now += 60_000;
  await register();
  await PersonStore.setStaff(table, write(), { personKey: ADA, email: EMAIL }, "editor");
  const current = await MemberStore.get(table, by().actor, member.id);
  await MemberStore.update(table, write(), member.id, current.version, { contactEmail: EMAIL });
  const anew = hers(await everything(table)).map(({ pk, sk }) => `${pk} ${sk}`);
  await bringBack(table, backup);

  const { items } = await reapplyTombstones(needs, KEYRING);

  expect(items).toBe(2);
  expect(
    hers(await everything(table))
      .map(({ pk, sk }) => `${pk} ${sk}`)
      .sort(),
  ).toEqual(anew.sort());
  expect(await table.get(contactKey(ADA, member.id))).toBeDefined();
});

test("the command erases again, counts, and refuses what it does not know", async () => {
  const { needs, table } = await town();
  const backup = await everything(table);
  await erasePerson(needs, by(), { personKey: ADA, keyOf });
  await bringBack(table, backup);
  const printed: string[] = [];
  const shell: Shell = {
    print: (text) => void printed.push(text),
    status: () => undefined,
    isTerminal: false,
    resolve: (file) => file,
    connect: async () => table,
    keyring: async () => KEYRING,
    ...{ now: needs.now, random: needs.random, sleep: needs.sleep },
  };

  const codes = [await run(["reapply-erasures"], shell), await run(["reapply-erasures"], shell)];
  codes.push(await run(["index-contacts"], shell));

  expect(codes).toEqual([0, 0, 0]);
  expect(printed[0]).toMatch(/^\d+ items of 1 person erased again\.$/);
  expect(printed.slice(1)).toEqual([
    "0 items of 0 people erased again.",
    "0 members are found by their contact now that were not.",
  ]);
  for (const args of [[], ["reapply"], ["reapply-erasures", "x"], ["index-contacts", "--from", "x"], ["--nothing"]])
    await expect(run(args, shell)).rejects.toThrow(UsageError);
});
