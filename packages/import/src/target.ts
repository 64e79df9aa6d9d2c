/** What a column can become. `contactName`, `contactEmail`, `level`, `memberSince` and `staffNote` are never public as such. */
export const TARGETS = [
  "externalId",
  "name",
  "contactName",
  "contactEmail",
  "publicEmail",
  "category",
  "tags",
  "street",
  "extra",
  "town",
  "state",
  "postalCode",
  "lat",
  "lon",
  "phone",
  "website",
  "hours",
  "summary",
  "description",
  "level",
  "memberSince",
  "staffNote",
] as const;
export type Target = (typeof TARGETS)[number];

/** How people call each target in reasons and reports. */
export const LABEL: Readonly<Record<Target, string>> = {
  externalId: "id",
  name: "name",
  contactName: "contact name",
  contactEmail: "contact e-mail",
  publicEmail: "public e-mail",
  category: "category",
  tags: "tags",
  street: "street",
  extra: "address, second line",
  town: "town",
  state: "state",
  postalCode: "postal code",
  lat: "latitude",
  lon: "longitude",
  phone: "phone",
  website: "website",
  hours: "opening hours",
  summary: "summary",
  description: "description",
  level: "level",
  memberSince: "member since",
  staffNote: "staff note",
};

/** Targets that several columns can make together, and what then stands between them. */
export const JOINED: Readonly<Partial<Record<Target, string>>> = {
  contactName: " ",
  street: " ",
  postalCode: "-",
  category: ";",
  tags: ";",
  description: "\n",
  staffNote: "\n",
};

/** Whether a word names a target. */
export function isTarget(word: unknown): word is Target {
  return TARGETS.some((target) => target === word);
}
