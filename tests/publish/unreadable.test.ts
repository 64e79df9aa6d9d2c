import * as Listing from "@mainstreet/core/listing";
import * as Member from "@mainstreet/core/member";
import { createPublisher } from "@mainstreet/functions/publish/publisher";
import { listingKey } from "@mainstreet/store/directory-keys";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import { expect, test } from "vitest";
import { by, freshTable, sleep } from "../emulator/table.ts";
import { place } from "./fixture.ts";
import { ADDRESS, NO_MEDIA, PLAIN_WEB } from "./plain-web.ts";

test("an item that nobody can read leaves the site and is logged, and the others are published", async () => {
  const { table } = await freshTable();
  const member = await MemberStore.create(table, by(), { ...Member.BLANK, name: "Two shops" });
  const broken = await ListingStore.create(table, by(), member.id, { ...Listing.BLANK, name: "Broken" });
  const sound = await ListingStore.create(table, by(), member.id, { ...Listing.BLANK, name: "Sound" });
  const at = place();
  const logged: string[] = [];
  const publisher = createPublisher({
    table,
    ...at,
    web: PLAIN_WEB,
    media: NO_MEDIA,
    address: ADDRESS,
    holder: "test",
    now: Date.now,
    sleep,
    log: ({ event }) => logged.push(event),
  });
  await publisher.publishAll();
  await table.transact([{ put: { ...listingKey(broken.id), kind: "listing", name: 7 } }]);
  await ListingStore.update(table, by(), sound.id, 1, { summary: "Open again" });

  await publisher.publish([broken, sound].map(({ id }) => ({ kind: "listing" as const, id })));

  expect(logged).toContain("unreadable-listing");
  expect(await at.site.read("members/broken/index.html")).toBe(undefined);
  expect(Buffer.from((await at.site.read("members/sound/index.html")) ?? []).toString()).toContain("Open again");
});
