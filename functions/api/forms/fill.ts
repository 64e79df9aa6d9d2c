import type { Party } from "@mainstreet/core/party";
import { LARGEST_PARTY } from "@mainstreet/core/party";
import type { Person } from "@mainstreet/core/person";
import type { Problem } from "../problem.ts";

/** What stands in the fields of a form, and what is wrong with it. */
export type Fill = {
  value(name: string): string;
  error(name: string): string | null;
  readonly problem: Problem | null;
};

const ROWS = Array.from({ length: LARGEST_PARTY - 1 }, (_, row) => row);

/** The fields as they were typed, without the empty rows between others: so the problem counts them too. */
export function typedFill(typed: ReadonlyMap<string, string>, problem: Problem | null): Fill {
  const values = new Map([...typed].filter(([name]) => !name.startsWith("party.guests.")));
  const guest = (row: number, part: string) => typed.get(`party.guests.${row}.${part}`) ?? "";
  const rows = ROWS.filter((row) => `${guest(row, "name")}${guest(row, "company")}`.trim() !== "");
  for (const [i, row] of rows.entries()) {
    for (const part of ["name", "company"]) values.set(`party.guests.${i}.${part}`, guest(row, part));
  }
  return fillOf(values, problem);
}

/** The fields of a party that is known. */
export function partyFill(party: Party, problem: Problem | null): Fill {
  const { registrant, guests, note, lookingFor, visibility } = party;
  const values = new Map([
    ["email", registrant.email],
    ["party.registrant.name", registrant.name],
    ["party.registrant.company", registrant.company],
    ["party.note", note],
    ["party.lookingFor", lookingFor],
    ["party.visibility", visibility],
    ...guests.flatMap(({ name, company }, i): [string, string][] => [
      [`party.guests.${i}.name`, name],
      [`party.guests.${i}.company`, company],
    ]),
  ]);
  return fillOf(values, problem);
}

/** What is known of whoever is signed in: they need no code. */
export function signedInFill({ email, name, visibility }: Pick<Person, "email" | "name" | "visibility">): Fill {
  const values = [
    ["email", email],
    ["party.registrant.name", name],
    ["party.visibility", visibility],
  ] as const;
  return fillOf(new Map(values), null);
}

/** An empty form. */
export const EMPTY: Fill = fillOf(new Map(), null);

function fillOf(values: ReadonlyMap<string, string>, problem: Problem | null): Fill {
  return {
    value: (name) => values.get(name) ?? "",
    error: (name) => problem?.fields?.find(({ path }) => path === name)?.message ?? null,
    problem,
  };
}
