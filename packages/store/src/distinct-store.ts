import { type Actor, requireStaff } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { idOf } from "@mainstreet/core/id";
import { Instant, instant } from "@mainstreet/core/local-date";
import { PersonKey } from "@mainstreet/core/person-key";
import * as z from "zod";
import { distinctKey, distinctPartition, listingKey } from "./directory-keys.ts";
import { PRESENT } from "./registration-items.ts";
import { type Action, Refused, type Table } from "./table.ts";
import { commit, entityOf, type Write } from "./write.ts";

/** That staff have said of two listings that they are of two businesses. The smaller id is `a`. */
export const Distinct = z.strictObject({
  a: idOf("listing"),
  b: idOf("listing"),
  /** Null for somebody who was erased, and for staff's programs. */
  by: PersonKey.nullable(),
  createdAt: Instant,
  version: z.int().min(1),
});
export type Distinct = z.infer<typeof Distinct>;

/** All pairs that staff have told apart, as `distinctName` names them. */
export async function names(table: Table, actor: Actor): Promise<ReadonlySet<string>> {
  requireStaff(actor);
  const found = new Set<string>();
  let cursor: string | null = null;
  do {
    const page = await table.query(distinctPartition(), { cursor });
    for (const item of page.items) found.add(String(item.sk));
    ({ cursor } = page);
  } while (cursor !== null);
  return found;
}

/** What a pair is called, whichever of the two comes first. */
export const distinctName = (a: string, b: string): string => distinctKey(a, b).sk;

/** Tells two listings apart; said again it changes nothing. @throws `unauthenticated`, `forbidden`, `invalid` */
export async function tellApart(table: Table, write: Write<Distinct>, one: string, other: string): Promise<Distinct> {
  const { actor, now } = write;
  requireStaff(actor);
  if (one === other) throw new ChamberError("invalid", "A listing is no other than itself.");
  const [a, b] = one < other ? [one, other] : [other, one];
  const by = actor.kind === "person" ? actor.personKey : null;
  const distinct: Distinct = { a, b, by, createdAt: instant(now), version: 1 };
  const steps: Action[] = [
    { put: { ...distinctKey(a, b), kind: "distinct", ...distinct } },
    ...[a, b].map((id) => ({ check: listingKey(id), when: PRESENT })),
  ];
  try {
    return await commit(table, write, steps, distinct);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new ChamberError("invalid", "There is no such listing.", { cause: error });
  }
}

/** Takes it back that two listings are of two businesses. @throws `unauthenticated`, `forbidden`, `not-found` */
export async function forget(table: Table, write: Write<Distinct>, a: string, b: string): Promise<Distinct> {
  requireStaff(write.actor);
  const item = await table.get(distinctKey(a, b));
  if (!item) throw none();
  const distinct = Distinct.parse(entityOf(item));
  try {
    return await commit(table, write, [{ remove: distinctKey(a, b), when: PRESENT }], distinct);
  } catch (error) {
    throw error instanceof Refused ? none() : error;
  }
}

function none(): ChamberError {
  return new ChamberError("not-found", "Nobody has told these two apart.");
}
