import { ChamberError } from "@mainstreet/core/error";
import type { Event } from "@mainstreet/core/event";
import { newAttempt } from "@mainstreet/core/registration";
import type { Seats } from "@mainstreet/core/seats";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as EventStore from "@mainstreet/store/event-store";
import * as SeatsStore from "@mainstreet/store/seats-store";
import type { Scene } from "../forms/pages.ts";
import type { Needs } from "../needs.ts";

/** What people may see of an address: the event and its seats. @throws `not-found`, for a draft too */
export async function eventAt({ table }: Pick<Needs, "table">, slug: string): Promise<{ event: Event; seats: Seats }> {
  const event = await EventStore.getBySlug(table, slug);
  if (event.status === "draft") throw new ChamberError("not-found", "There is no such event.");
  return { event, seats: await SeatsStore.get(table, event.id) };
}

/** An event with what its pages need besides. */
export async function sceneOf(needs: Needs, { event, seats }: { event: Event; seats: Seats }): Promise<Scene> {
  const { table, now, random, base } = needs;
  const { name } = await ChamberStore.get(table);
  const at = now();
  return { chamber: name, base, event, seats, now: at, newKey: () => newAttempt(at, random) };
}
