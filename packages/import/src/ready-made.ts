import { fold } from "@mainstreet/core/text";
import type { Mapping } from "./mapping.ts";
import type { Target } from "./target.ts";

/** A mapping that was made for tables of one kind. */
export type ReadyMade = { readonly id: "us-roster" | "membership-export" | "plain"; readonly title: string };

type Kind = ReadyMade & {
  /** Without these headers a table is of another kind. */
  readonly needs: readonly string[];
  /** What its headers become, as they are folded; others are ignored. */
  readonly columns: Readonly<Record<string, Target>>;
};

const PLACE: Readonly<Record<string, Target>> = {
  street: "street",
  address: "street",
  "street address": "street",
  extra: "extra",
  "address 2": "extra",
  city: "town",
  town: "town",
  state: "state",
  zip: "postalCode",
  "zip code": "postalCode",
};

const KINDS: readonly Kind[] = [
  {
    id: "us-roster",
    title: "U.S. chamber roster (one contact a company)",
    needs: ["member id", "company", "zip"],
    columns: {
      ...PLACE,
      "member id": "externalId",
      prefix: "contactName",
      first: "contactName",
      "first name": "contactName",
      middle: "contactName",
      "middle name": "contactName",
      last: "contactName",
      "last name": "contactName",
      company: "name",
      "zip 4": "postalCode",
      phone: "phone",
      email: "contactEmail",
      "e mail": "contactEmail",
    },
  },
  {
    id: "membership-export",
    title: "Export of a membership program, such as ChamberMaster",
    needs: ["company name", "address 1", "zip"],
    columns: {
      ...PLACE,
      "member id": "externalId",
      "company name": "name",
      "primary contact": "contactName",
      "contact name": "contactName",
      "rep first name": "contactName",
      "rep last name": "contactName",
      "address 1": "street",
      "postal code": "postalCode",
      phone: "phone",
      website: "website",
      "web site": "website",
      email: "contactEmail",
      category: "category",
      categories: "category",
      "membership level": "level",
      "member type": "level",
      "join date": "memberSince",
      description: "description",
      hours: "hours",
      latitude: "lat",
      longitude: "lon",
    },
  },
  {
    id: "plain",
    title: "A plain list of businesses",
    needs: ["name", "category"],
    columns: {
      ...PLACE,
      id: "externalId",
      name: "name",
      category: "category",
      phone: "phone",
      website: "website",
      hours: "hours",
      description: "description",
      latitude: "lat",
      lat: "lat",
      longitude: "lon",
      lon: "lon",
      level: "level",
      "member since": "memberSince",
    },
  },
];

/** The ready-made mappings that fit a table with these headers, with all of its columns. */
export function readyMade(headers: readonly string[]): (ReadyMade & { readonly mapping: Mapping })[] {
  const folded = new Set(headers.map(fold));
  return KINDS.filter(({ needs }) => needs.every((need) => folded.has(need))).map(({ id, title, columns }) => {
    const target = (header: string): Target | "ignore" => columns[fold(header)] ?? "ignore";
    return { id, title, mapping: { columns: Object.fromEntries(headers.map((h) => [h, target(h)])), defaults: {} } };
  });
}
