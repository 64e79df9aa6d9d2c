import { localTime } from "@mainstreet/search/schedule";
import { event } from "../strings/en-events.ts";
import { time } from "../strings/en-time.ts";

/** What the seats file of an event says. */
type Seats = { readonly capacity: number; readonly taken: number; readonly asOf: string };

/** Says how many seats are free, as its file has it; leaves the line as it is when the file cannot be had. */
export async function showSeats(line: HTMLElement): Promise<void> {
  const { seats: address = "", zone = "" } = line.dataset;
  const answer = await fetch(address);
  if (!answer.ok) return;
  const text = seatsText(await answer.json(), zone);
  if (text !== null) line.textContent = text;
}

/** "33 of 45 seats free, as of 6:05 PM"; null for what is no seats file. */
export function seatsText(seats: Partial<Seats>, zone: string): string | null {
  const { capacity, taken, asOf } = seats;
  if (typeof capacity !== "number" || typeof taken !== "number" || typeof asOf !== "string") return null;
  const at = localTime(zone, Date.parse(asOf));
  return event.free(Math.max(0, capacity - taken), capacity, time(at.minute));
}
