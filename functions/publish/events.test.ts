import type { PublicEvent } from "@mainstreet/core/directory";
import { BLANK_EVENT } from "@mainstreet/core/event-builder";
import { expect, test } from "vitest";
import { calendarsOf } from "./calendars.ts";
import { eventPages, hostedBy, nextEvents } from "./events.ts";
import { comingEvents } from "./feeds.ts";
import { listingOf, showingOf, urlOf } from "./test-directory.ts";

/** A public event for tests: on a Thursday evening unless given. The day that is shown is 22 November 2026. */
function eventOf(slug: string, change: Partial<PublicEvent> = {}): PublicEvent {
  const { title, summary, description, type, zone, startsAt, endsAt, hostId, coHostIds, venue, openTo } = BLANK_EVENT;
  return {
    ...{ title, summary, description, type, zone, startsAt, endsAt, hostId, coHostIds, venue, openTo },
    id: `evt_${slug}`,
    slug,
    formerSlugs: [],
    capacity: 40,
    registrationOpens: null,
    registrationCloses: null,
    status: "published",
    cancelReason: "",
    sequence: 0,
    createdAt: "2026-11-01T12:00:00.000Z",
    updatedAt: "2026-11-01T12:00:00.000Z",
    ...change,
  };
}

const BARN = listingOf("barn", { name: "The Barn Inc." });
const EVENTS = [
  eventOf("late", { startsAt: "2027-01-07T17:30", endsAt: "2027-01-07T19:30" }),
  eventOf("hosted", { hostId: BARN.memberId, venue: { ...BLANK_EVENT.venue, listingId: BARN.id } }),
  eventOf("over", { startsAt: "2026-11-05T17:30", endsAt: "2026-11-05T19:30", coHostIds: [BARN.memberId] }),
  eventOf("called-off", { status: "cancelled", cancelReason: "Snow", type: "workshop" }),
  eventOf("strangers", { hostId: "mem_nobody" }),
];
const showing = showingOf({ listings: [BARN], events: EVENTS });

test("what is to come stands by month, what is over apart, the latest first", () => {
  const [all] = eventPages(showing);

  if (all?.kind !== "events") throw new Error("The list comes first.");
  expect(all.months.map(({ month, events }) => [month, events.map(({ slug }) => slug)])).toEqual([
    ["2026-12", ["called-off", "hosted", "strangers"]],
    ["2027-01", ["late"]],
  ]);
  expect(all.past.map(({ slug }) => slug)).toEqual(["over"]);
  expect(all.types).toEqual(["mixer", "workshop"]);
});

test("a host is known by its listing, and not at all without one", () => {
  const pages = eventPages(showing).filter((page) => page.kind === "event");
  const of = (slug: string) => pages.find((page) => page.slug === slug);

  expect(of("hosted")).toMatchObject({
    host: { name: "The Barn Inc.", path: "/members/barn/" },
    venue: { link: { path: "/members/barn/" } },
    starts: "2026-12-03T22:30:00.000Z",
    isPast: false,
  });
  expect(of("over")).toMatchObject({ coHosts: [{ path: "/members/barn/" }], isPast: true });
  expect(of("strangers")).toMatchObject({ host: null });
  expect(of("called-off")).toMatchObject({ isCancelled: true, cancelReason: "Snow" });
});

test("the next events take place, and are to come", () => {
  expect(nextEvents(showing.events, 2).map(({ slug }) => slug)).toEqual(["hosted", "strangers"]);
  expect(hostedBy(showing.events, BARN.memberId).map(({ event }) => event.slug)).toEqual(["over", "hosted"]);
});

test("there is a calendar for all, for each type, for each host and for each event, with the cancelled ones", () => {
  const files = calendarsOf(showing, urlOf);

  expect([...files.keys()].sort()).toEqual(
    [
      "members/barn/mixers.ics",
      "mixers.ics",
      ...EVENTS.map(({ slug }) => `mixers/${slug}/event.ics`),
      "mixers/mixer.ics",
      "mixers/workshop.ics",
    ].sort(),
  );
  const count = (path: string) => files.get(path)?.match(/BEGIN:VEVENT/g)?.length;
  expect([count("mixers.ics"), count("mixers/workshop.ics"), count("members/barn/mixers.ics")]).toEqual([5, 1, 2]);
  expect(files.get("mixers.ics")).toContain("STATUS:CANCELLED");
  expect(files.get("mixers/hosted/event.ics")).toContain("URL:https://chamber.example/mixers/hosted/\r\n");
});

test("the feed tells what is to come, and that something was called off", () => {
  const { entries } = comingEvents(showing, urlOf);

  expect(entries).toHaveLength(4);
  expect(entries.find(({ id }) => id.endsWith("called-off"))?.title).toBe("Cancelled: December mixer");
});
