import type { Character } from "../character.ts";

/** The old stockade, uptown in Kingston. */
export const KINGSTON_STOCKADE: readonly Character[] = [
  {
    name: "Hearthstone Bakery",
    level: "anchor",
    joined: "1994-03-15",
    contactName: "Marit Oldenkamp",
    contactEmail: "marit@hearthstone.example.com",
    note: "Pays in January by check. Marit speaks at the school visits; ask her well before the holidays.",
    places: [
      {
        categories: ["bakeries", "cafes"],
        summary: "Sourdough, rye and rolls from a wood-fired oven",
        description:
          "The first loaves come out of the oven at seven. On Saturdays there is a braided bread with poppy seeds, and it is gone by ten.",
        tags: ["sourdough", "wood-fired oven", "coffee", "gift cards"],
        street: "44 North Front Street",
        town: "Kingston",
        at: [41.93506, -74.01958],
        phone: "845-555-0101",
        email: "bread@hearthstone.example.com",
        website: "https://hearthstone.example.com/",
        hours: "Mo-Fr 07:00-17:00; Sa 07:00-15:00; Su off",
        confirmedOn: "2026-10-02",
        deals: [
          {
            title: "Two rye loaves for one",
            text: "The last hour of the day, as long as they last.",
            until: "2030-12-31",
          },
        ],
      },
      {
        categories: ["bakeries"],
        summary: "Bread from Kingston, and a pastry counter of its own",
        description:
          "The van from Kingston arrives at half past seven. Croissants and fruit tarts are baked here, by a baker who learned in Lyon.",
        tags: ["sourdough", "croissants", "outdoor seating"],
        street: "21 East Market Street",
        town: "Rhinebeck",
        at: [41.92702, -73.91128],
        phone: "845-555-0102",
        email: "rhinebeck@hearthstone.example.com",
        website: "https://hearthstone.example.com/rhinebeck",
        hours: "Tu-Su 08:00-16:00",
        confirmedOn: "2026-10-02",
      },
      {
        categories: ["bakeries", "cafes"],
        summary: "Bread, soup and six tables",
        description:
          "Our smallest shop. There is soup from noon until the pot is empty, with as much bread as you like.",
        tags: ["sourdough", "soup", "coffee"],
        street: "63 Tinker Street",
        town: "Woodstock",
        at: [42.04062, -74.12011],
        phone: "845-555-0103",
        email: "woodstock@hearthstone.example.com",
        website: "https://hearthstone.example.com/woodstock",
        hours: "We-Su 08:00-16:00",
        confirmedOn: "2026-10-02",
      },
    ],
  },
  {
    name: "Esopus Hardware",
    level: "anchor",
    joined: "1987-05-04",
    contactName: "Osgood Terwillegar-Moss",
    contactEmail: "osgood@esopushardware.example.com",
    note: "Our first member, number 1 in the ledger. Lends the ladder for the banner every spring.",
    places: [
      {
        categories: ["hardware-and-garden", "shops"],
        summary: "Nails by the pound, keys cut, screens mended",
        description:
          "Four aisles and a cellar. If a part is no longer made, bring the old one in: there is a drawer for almost everything.",
        tags: ["key cutting", "paint mixing", "screen repair", "tool rental"],
        street: "318 Wall Street",
        town: "Kingston",
        at: [41.93402, -74.01978],
        phone: "845-555-0104",
        email: "counter@esopushardware.example.com",
        website: "https://esopushardware.example.com/",
        hours: "Mo-Fr 07:30-17:30; Sa 08:00-16:00",
        confirmedOn: "2026-09-14",
      },
    ],
  },
  {
    name: "Stockade Dental",
    level: "neighbor",
    joined: "2008-02-11",
    places: [
      {
        categories: ["dentists", "health"],
        summary: "Family dentistry in a stone house",
        description:
          "Three dentists and two hygienists. We keep the first hour after lunch free for emergencies, so call if something hurts.",
        tags: ["emergencies", "children", "Spanish spoken"],
        street: "92 John Street",
        extra: "Second floor",
        town: "Kingston",
        at: [41.93372, -74.02054],
        phone: "845-555-0107",
        email: "frontdesk@stockadedental.example.com",
        website: "https://stockadedental.example.com/",
        hours: "Mo-Fr 09:00-12:00,13:00-17:00",
        confirmedOn: "2026-05-19",
      },
    ],
  },
  {
    name: "Fair Street Law Office",
    level: "neighbor",
    joined: "2010-01-25",
    places: [
      {
        categories: ["lawyers"],
        summary: "Wills, house closings and small-business contracts",
        description:
          "Two attorneys who read the whole lease before you sign it. The first half hour costs nothing. One step at the door; we will come down to you.",
        tags: ["wills", "closings", "contracts"],
        street: "255 Fair Street",
        town: "Kingston",
        at: [41.93281, -74.01843],
        phone: "845-555-0109",
        email: "mail@fairstreetlaw.example.com",
        website: "https://fairstreetlaw.example.com/",
        hours: "Mo-Th 09:00-17:00; Fr 09:00-13:00",
        confirmedOn: "2025-11-18",
      },
    ],
  },
  {
    name: "Second Hem",
    level: "neighbor",
    joined: "2023-03-06",
    places: [
      {
        categories: ["clothing", "shops"],
        summary: "Mended and second-hand clothes",
        description:
          "We buy good coats and denim on Wednesdays. Trousers brought in before noon are hemmed the same day.",
        tags: ["second-hand", "alterations", "denim"],
        street: "302 Wall Street",
        town: "Kingston",
        at: [41.93345, -74.0196],
        phone: "845-555-0113",
        website: "https://secondhem.example.com/",
        hours: "We-Mo 11:00-18:00",
        confirmedOn: "2026-09-21",
      },
    ],
  },
];
