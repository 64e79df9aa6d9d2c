import type { Party } from "@mainstreet/core/party";
import { newAttempt } from "@mainstreet/core/registration";
import { registrationKey } from "@mainstreet/store/event-keys";
import * as EventStore from "@mainstreet/store/event-store";
import { changedBy } from "@mainstreet/store/keys";
import { changeParty } from "@mainstreet/store/party-change";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import { expect, test } from "vitest";
import { eventDraft } from "../api/town.ts";
import { by, freshTable, random, sleep } from "../emulator/table.ts";
import { personOf } from "../simulate/town.ts";
import { contentOf, differing, oracle, place, publisherOf } from "./fixture.ts";

const CANARY = "kanarie2d5f";
const LATER_MS = 6_000;

function partyOf(name: string, visibility: Party["visibility"]): Party {
  return {
    registrant: { name, company: `${name} & Sons`, email: `${CANARY}@example.org` },
    guests: [{ name: `Guest ${CANARY}`, company: CANARY }],
    note: CANARY,
    lookingFor: CANARY,
    visibility,
  };
}

test("only who chose everybody is published, after some seconds, in a file of its own, until they take it back or cancel", async () => {
  const { table } = await freshTable();
  const clock = { now: Date.now() };
  const now = () => clock.now;
  const needs = { table, now, random, sleep };
  const { id: eventId, slug } = await EventStore.create(table, by(), { ...eventDraft(), capacity: 8 });
  const come = async (n: number, party: Party) =>
    (
      await RegistrationStore.register(needs, {
        eventId,
        personKey: personOf(n),
        attempt: newAttempt(now(), random),
        party,
      })
    ).registration;
  const at = place();
  const publisher = publisherOf(table, at, { now });
  await publisher.publishAll();
  const file = async () => JSON.parse((await contentOf(at.site)).get(`mixers/${slug}/guests.json`) ?? "null");
  const changed = (n: number) => {
    const record = changedBy(registrationKey(eventId, 0, personOf(n)));
    return record ? [record, { kind: "seats" as const, id: eventId }] : [];
  };
  const settle = async (n: number) => {
    await publisher.publish(changed(n));
    clock.now += LATER_MS;
    await publisher.tick();
  };
  const before = await file();

  const ada = await come(1, partyOf("Ada", "everyone"));
  await come(2, partyOf(`Ben ${CANARY}`, "attendees"));
  await come(3, partyOf(`Cy ${CANARY}`, "nobody"));
  await come(4, partyOf("Dora", "everyone"));
  await come(5, partyOf(`Waits ${CANARY}`, "everyone"));
  await publisher.publish(changed(1));
  const atOnce = await file();
  clock.now += LATER_MS;
  await publisher.tick();
  const shown = await file();
  const site = JSON.stringify([...(await contentOf(at.site))]);
  const papers = await Promise.all((await at.workshop.list("")).map((path) => at.workshop.read(path)));
  const dora = (await RegistrationStore.status(table, eventId, personOf(4))).registration;
  if (dora)
    await changeParty(needs, {
      ...dora,
      flow: newAttempt(now(), random),
      party: { ...dora.party, visibility: "nobody" },
    });
  await settle(4);
  const hidden = await file();
  await RegistrationStore.cancel(needs, ada);
  await settle(1);

  expect([before, atOnce]).toEqual([
    { named: [], more: 0 },
    { named: [], more: 0 },
  ]);
  expect(shown.named.map(({ name }: { name: string }) => name)).toEqual(["Ada", "Dora"]);
  expect(site).not.toContain(CANARY);
  expect(Buffer.concat(papers.flatMap((bytes) => (bytes ? [bytes] : []))).toString()).not.toContain(CANARY);
  const pages = [...(await contentOf(at.site))].filter(([path]) => path.endsWith(".html"));
  expect(JSON.stringify(pages)).not.toContain("& Sons");
  expect(hidden).toEqual({ named: [{ name: "Ada", company: "Ada & Sons" }], more: 0 });
  // Whoever waited has Ada's seats now, and a name that would be shown: it is that of the one who chose it.
  expect(JSON.stringify(await file())).not.toContain("Ada");
  expect(differing(await contentOf(at.site), await oracle(table, now))).toEqual([]);
});
