import type { Character } from "../character.ts";

export const BEACON: readonly Character[] = [
  {
    name: "Main Street Barbers of Beacon",
    level: "neighbor",
    joined: "2019-01-28",
    places: [
      {
        name: "Main Street Barbers",
        categories: ["hair", "beauty-and-fitness"],
        summary: "Cuts, color and beards, by appointment or luck",
        description:
          "Not related to the barbers of the same name in New Paltz, though we like them. Students pay less on Tuesdays.",
        tags: ["color", "beards", "student prices"],
        street: "341 Main Street",
        town: "Beacon",
        at: [41.50476, -73.96759],
        phone: "845-555-0160",
        email: "chair@beaconbarbers.example.com",
        website: "https://beaconbarbers.example.com/",
        hours: "Tu-Sa 10:00-19:00",
        confirmedOn: "2026-05-06",
      },
    ],
  },
  {
    name: "Furnace Hill Brewing",
    level: "anchor",
    joined: "2010-10-18",
    contactName: "Evander Lysaght-Poole",
    contactEmail: "evander@furnacehill.example.com",
    note: "Has a room for eighty and offers it for evening meetings, except in December.",
    places: [
      {
        categories: ["bars-and-breweries", "restaurants"],
        summary: "Lager and ale brewed in an old hat factory",
        description:
          "Eight beers on tap, two of them without alcohol. The kitchen makes pretzels and sausages, and children are welcome until eight.",
        tags: ["brewery", "pretzels", "tours", "families"],
        street: "511 Main Street",
        town: "Beacon",
        at: [41.50262, -73.96352],
        phone: "845-555-0161",
        email: "taproom@furnacehill.example.com",
        website: "https://furnacehill.example.com/",
        hours: "We,Th 16:00-22:00; Fr,Sa 12:00-24:00; Su 12:00-20:00",
        confirmedOn: "2026-11-03",
      },
    ],
  },
  {
    name: "Long Wall Gallery",
    level: "neighbor",
    joined: "2024-05-20",
    places: [
      {
        categories: ["galleries", "arts-and-culture"],
        summary: "One large drawing at a time",
        description:
          "A wall of ninety feet, given to one artist for three months. Write the day before and somebody will open the door.",
        tags: ["drawing", "by appointment"],
        street: "28 Tioronda Avenue",
        town: "Beacon",
        at: [41.49968, -73.96941],
        email: "visit@longwall.example.org",
        website: "https://longwall.example.org/",
        hours: 'Mo-Sa "by appointment"',
        confirmedOn: "2026-06-29",
      },
    ],
  },
  {
    name: "The Switchyard",
    level: "supporter",
    joined: "2018-11-12",
    places: [
      {
        categories: ["professional-services"],
        summary: "Desks and meeting rooms five minutes from the train",
        description:
          "Forty desks by the day or the month, and three rooms by the hour. Members have a key and come when they like.",
        tags: ["coworking", "meeting rooms", "wifi"],
        street: "170 Main Street",
        extra: "Third floor",
        town: "Beacon",
        at: [41.50644, -73.97082],
        phone: "845-555-0162",
        email: "desk@switchyard.example.com",
        website: "https://switchyard.example.com/",
        hours: "Mo-Fr 08:30-18:00",
        confirmedOn: "2026-08-24",
      },
    ],
  },
  {
    name: "Granite Room",
    level: "neighbor",
    joined: "2025-10-06",
    places: [
      {
        categories: ["gyms-and-yoga", "outdoors-and-sports"],
        summary: "Indoor bouldering for all ages",
        description:
          "New routes go up every other Monday. The first visit includes shoes and a short lesson on how to fall.",
        tags: ["climbing", "bouldering", "children", "shoe rental"],
        street: "55 Main Street",
        town: "Beacon",
        at: [41.50753, -73.97387],
        phone: "845-555-0163",
        email: "hold@graniteroom.example.com",
        website: "https://graniteroom.example.com/",
        hours: "Mo-Fr 12:00-22:00; Sa,Su 10:00-20:00",
        confirmedOn: "2026-10-14",
      },
    ],
  },
];
