import type { Character } from "../character.ts";

/** Kingston from midtown down to the Rondout creek. */
export const KINGSTON_RONDOUT: readonly Character[] = [
  {
    name: "O'Malley's",
    level: "supporter",
    joined: "2003-11-20",
    contactName: "Fintan Drumgoold",
    contactEmail: "fintan@omalleys.example.com",
    places: [
      {
        categories: ["bars-and-breweries", "music-and-theater"],
        summary: "A pub by the creek with fiddles on Thursdays",
        description:
          "Stout, cider and a short menu until ten. The Thursday session starts at eight; bring an instrument or just listen.",
        tags: ["live music", "stout", "late night", "darts"],
        street: "12 West Strand",
        town: "Kingston",
        at: [41.92021, -73.98502],
        phone: "845-555-0105",
        website: "https://omalleys.example.com/",
        hours: "Th-Sa 17:00-02:00",
        confirmedOn: "2026-08-27",
      },
    ],
  },
  {
    name: "Ferryman's Diner",
    level: "supporter",
    joined: "1999-06-01",
    places: [
      {
        categories: ["restaurants"],
        summary: "Eggs, pie and coffee at any hour",
        description:
          "Open day and night since 1961, holidays included. The night cook makes the pies, so they are best at four in the morning.",
        tags: ["breakfast", "all night", "pie", "parking"],
        street: "519 Broadway",
        town: "Kingston",
        at: [41.92846, -73.99996],
        phone: "845-555-0106",
        website: "https://ferrymans.example.com/",
        hours: "24/7",
        confirmedOn: "2026-07-30",
      },
    ],
  },
  {
    name: "Straight Pipe Plumbing & Heating",
    level: "neighbor",
    joined: "2012-09-03",
    contactName: "Calliope Strand",
    contactEmail: "calliope@straightpipe.example.com",
    note: "Prefers a call before eight in the morning. Invoice by e-mail only.",
    places: [
      {
        categories: ["plumbing-and-heating"],
        summary: "Boilers, burst pipes and bathrooms",
        description:
          "We work in both counties and answer the phone ourselves. In a hard freeze, people with no heat come first.",
        tags: ["emergencies", "boilers", "well pumps"],
        street: "211 Greenkill Avenue",
        town: "Kingston",
        at: [41.92398, -74.00412],
        phone: "845-555-0108",
        email: "office@straightpipe.example.com",
        website: "https://straightpipe.example.com/",
        hours: "Mo-Fr 07:00-16:30",
        confirmedOn: "2026-02-06",
      },
    ],
  },
  {
    name: "Tidewater Paddling",
    level: "neighbor",
    joined: "2017-04-10",
    places: [
      {
        categories: ["outdoors-and-sports", "children-and-classes"],
        summary: "Kayaks to rent and lessons on the creek",
        description:
          "Beginners learn on the Rondout, where the water is slow. We watch the tide for you and say when to turn around.",
        tags: ["kayaks", "lessons", "guided tours", "seasonal"],
        street: "30 Abeel Street",
        town: "Kingston",
        at: [41.91982, -73.98745],
        phone: "845-555-0110",
        email: "dock@tidewater.example.net",
        website: "https://tidewater.example.net/",
        hours: "May-Sep: We-Su 09:00-17:00",
        confirmedOn: "2026-05-04",
        staffNote: "The slip is shared with the rowing club; do not print the gate code anywhere.",
      },
    ],
  },
  {
    name: "Blue Door Gallery",
    level: "neighbor",
    joined: "2019-10-07",
    places: [
      {
        categories: ["galleries"],
        summary: "Prints and paintings from the valley",
        description:
          "A new show opens on the first Saturday of the month. Most of what hangs here was made within an hour's drive.",
        tags: ["prints", "painting", "first Saturday"],
        street: "67 Broadway",
        town: "Kingston",
        at: [41.92135, -73.98622],
        website: "https://bluedoor.example.org/",
        hours: "Th-Su 12:00-18:00",
        confirmedOn: "2026-06-08",
      },
    ],
  },
  {
    name: "The Letterpress Room",
    level: "neighbor",
    joined: "2021-05-17",
    places: [
      {
        categories: ["professional-services", "arts-and-culture"],
        summary: "Cards, posters and invitations, printed by hand",
        description:
          "We set type and print on two presses from the 1950s. Allow three weeks for wedding invitations and three days for business cards.",
        tags: ["printing", "invitations", "workshops"],
        street: "16 Cornell Street",
        extra: "Unit 4",
        town: "Kingston",
        at: [41.92952, -73.99714],
        phone: "845-555-0111",
        email: "proofs@letterpressroom.example.com",
        website: "https://letterpressroom.example.com/",
        hours: "Tu-Fr 10:00-18:00; Sa 10:00-14:00",
        confirmedOn: "2026-03-23",
      },
    ],
  },
  {
    name: "Lamplight Theater Company",
    level: "neighbor",
    joined: "2014-08-29",
    places: [
      {
        categories: ["music-and-theater", "community"],
        summary: "Six plays a year in a former lace-curtain mill",
        description:
          "Everyone on stage has a day job. Seats are first come, first served, and the last dress rehearsal is free.",
        tags: ["theater", "volunteers", "accessible"],
        street: "165 Cornell Street",
        town: "Kingston",
        at: [41.93088, -73.99402],
        phone: "845-555-0112",
        email: "boxoffice@lamplight.example.org",
        website: "https://lamplight.example.org/",
        hours: "",
        confirmedOn: "2026-01-12",
      },
    ],
  },
];
