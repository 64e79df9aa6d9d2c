import type { EventDraft } from "@mainstreet/core/event";
import type { LocalDate } from "@mainstreet/core/local-date";
import type { SeriesDraft } from "@mainstreet/core/series";

/** A made-up series of events, with the members who take turns to host it, by name. */
export type EventLine = { readonly hosts: readonly string[]; readonly series: Omit<SeriesDraft, "from"> };

type Begins = Pick<EventDraft, "title" | "summary" | "description" | "type" | "openTo" | "capacity">;

function begins(from: Begins): SeriesDraft["event"] {
  return {
    ...from,
    zone: "America/New_York",
    hostId: null,
    coHostIds: [],
    // Stands only until its host is known: then people meet at the host's.
    venue: {
      listingId: null,
      name: "To be announced",
      address: { street: "", extra: "", town: "Kingston", state: "NY", postalCode: "12401" },
      position: null,
      note: "",
    },
    fillGaps: false,
    status: "published",
  };
}

const PLAIN = { until: null, skippedMonths: [], opensBefore: null, closesBefore: null, promoteBefore: null };

/** What comes round in the made-up chamber. */
export const EVENT_LINES: readonly EventLine[] = [
  {
    hosts: ["Furnace Hill Brewing", "The Switchyard", "Aster House", "Crooked Row Cider", "The Hemlock House"],
    series: {
      ...PLAIN,
      name: "Third Thursday mixers",
      rule: "FREQ=MONTHLY;BYDAY=3TH",
      skippedMonths: [8],
      time: "17:30",
      minutes: 120,
      closesBefore: 60,
      promoteBefore: 180,
      event: begins({
        title: "Third Thursday mixer",
        summary: "An open evening at a member’s: bring cards, stay for one drink or three.",
        description:
          "Everybody is welcome, member or not. The host shows the place around at six; the rest is talk.\n\nParking is on the street. The door is level.",
        type: "mixer",
        openTo: "everyone",
        capacity: 45,
      }),
    },
  },
  {
    hosts: ["Ferryman's Diner", "Trestle Café"],
    series: {
      ...PLAIN,
      name: "Lead-share breakfasts",
      rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
      time: "07:45",
      minutes: 60,
      event: begins({
        title: "Lead-share breakfast",
        summary: "Twelve seats, one round: who you are looking for, and whom you can send to whom.",
        description: "One business of each trade. Breakfast is on one’s own bill.",
        type: "lead-share",
        openTo: "members",
        capacity: 12,
      }),
    },
  },
  {
    hosts: ["Pennywhistle Books"],
    series: {
      ...PLAIN,
      name: "Shop-window workshops",
      rule: "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1WE",
      time: "18:00",
      minutes: 90,
      event: begins({
        title: "Workshop: the shop window that sells",
        summary: "Light, height, one price in sight: an evening with scissors and lamps.",
        description: "",
        type: "workshop",
        openTo: "everyone",
        capacity: 16,
      }),
    },
  },
];

/** Until when events are made, counted from a day: five months on, so that each list has a few. */
export function lastDay(from: LocalDate): LocalDate {
  const [year = 1970, month = 1, day = 1] = from.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + 5, day)).toISOString().slice(0, 10);
}
