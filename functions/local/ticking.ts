import { hourly, type TickNeeds, tick } from "../tick/tick.ts";

const TICK_MS = 5_000;
const HOURLY_EVERY = 720;

/** What goes on by itself while Mainstreet runs. */
export type Ticking = {
  /** Sends mail now rather than with the next tick; nobody need wait for it. */
  mailSoon(): void;
  stop(): Promise<void>;
};

/** Ticks every five seconds, one tick after the other. */
export function startTicking(needs: TickNeeds): Ticking {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let count = 0;
  let going: Promise<void> = Promise.resolve();
  const next = () => {
    timer = setTimeout(() => {
      going = run().then(() => {
        if (!stopped) next();
      });
    }, TICK_MS);
  };
  async function run(): Promise<void> {
    if (count++ % HOURLY_EVERY === 0) await hourly(needs);
    await tick(needs);
  }
  next();
  return {
    // The tick logs what goes wrong with mail, and tries it again.
    mailSoon: () => void needs.post.drain().catch(() => undefined),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await going;
    },
  };
}
