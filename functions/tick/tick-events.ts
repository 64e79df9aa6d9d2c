import { hourly, type TickNeeds, tick } from "./tick.ts";

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;

/** Ticks whenever it is called, which is once a minute; in the first minute of an hour it does what is done hourly. */
export function tickEvents(needs: () => Promise<TickNeeds>): () => Promise<void> {
  return async () => {
    const ready = await needs();
    if (Math.floor(ready.now() / MINUTE_MS) % HOUR_MINUTES === 0) await hourly(ready);
    await tick(ready);
  };
}
