import type { Character } from "../character.ts";

export const ROSENDALE_AND_STONE_RIDGE: readonly Character[] = [
  {
    name: "Trestle Café",
    level: "neighbor",
    joined: "2017-06-12",
    places: [
      {
        categories: ["cafes"],
        summary: "Breakfast under the railroad trestle",
        description: "Pancakes until noon, sandwiches after. Walkers may fill their bottles at the tap outside.",
        tags: ["breakfast", "pancakes", "rail trail", "outdoor seating"],
        street: "408 Main Street",
        town: "Rosendale",
        at: [41.84446, -74.08296],
        phone: "845-555-0147",
        website: "https://trestlecafe.example.com/",
        hours: "Th-Mo 07:30-14:30",
        confirmedOn: "2026-06-01",
      },
    ],
  },
  {
    name: "Limehouse Cheese",
    level: "neighbor",
    joined: "2021-11-08",
    places: [
      {
        categories: ["farms-and-groceries", "shops"],
        summary: "Cheese from the Northeast, cut to order",
        description: "About forty cheeses, kept in a cool cellar of the old cement works. Try before you buy.",
        tags: ["cheese", "bread", "gift boxes"],
        street: "431 Main Street",
        town: "Rosendale",
        at: [41.84451, -74.08071],
        phone: "845-555-0148",
        email: "cellar@limehousecheese.example.com",
        website: "https://limehousecheese.example.com/",
        hours: "We-Sa 11:00-18:00; Su 11:00-15:00",
        confirmedOn: "2026-09-02",
      },
    ],
  },
  {
    name: "Binnewater Well & Septic",
    level: "neighbor",
    joined: "1997-04-21",
    lapsed: "2025-12-31",
    contactName: "Ambrose Hollenback-Tighe",
    contactEmail: "ambrose@binnewater.example.com",
    note: "Did not renew: retiring, looking for somebody to take over. Call again in spring.",
    places: [
      {
        categories: ["plumbing-and-heating", "home-and-building"],
        summary: "Wells drilled, pumps changed, tanks emptied",
        description:
          "We have drilled in this rock since 1974 and keep a record of every well. Pumps are changed within a day.",
        tags: ["wells", "septic", "pumps"],
        street: "1042 Route 32",
        town: "Rosendale",
        at: [41.84688, -74.07155],
        phone: "845-555-0149",
        hours: "Mo-Fr 07:30-16:00",
        confirmedOn: "2024-05-07",
      },
    ],
  },
  {
    name: "The Common Table",
    level: "neighbor",
    joined: "2022-01-31",
    places: [
      {
        categories: ["community", "food-and-drink"],
        summary: "A free supper every Wednesday",
        description:
          "Anyone may come and nobody is asked why. Volunteers cook from three o'clock and are always needed.",
        tags: ["free meals", "volunteers", "accessible"],
        street: "3825 Main Street",
        town: "Stone Ridge",
        at: [41.85236, -74.13902],
        phone: "845-555-0150",
        email: "supper@commontable.example.org",
        website: "https://commontable.example.org/",
        hours: "We 17:00-19:30",
        confirmedOn: "2026-02-24",
      },
    ],
  },
  {
    name: "Halfmoon Orchard",
    level: "neighbor",
    joined: "1995-08-14",
    places: [
      {
        categories: ["farm-stands", "farms-and-groceries"],
        summary: "Pick your own apples, or let us",
        description:
          "Nineteen kinds of apples, the first ripe in August. Doughnuts are fried on weekends while the line lasts.",
        tags: ["apples", "pick your own", "doughnuts", "seasonal"],
        street: "3501 Route 209",
        town: "Stone Ridge",
        at: [41.84317, -74.14786],
        phone: "845-555-0151",
        email: "apples@halfmoonorchard.example.com",
        website: "https://halfmoonorchard.example.com/",
        hours: "Aug 15-Nov 15: We-Mo 09:00-17:00",
        confirmedOn: "2026-08-12",
      },
    ],
  },
];
