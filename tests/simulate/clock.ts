import { setImmediate } from "node:timers/promises";

/** A clock that jumps to the next thing that happens, so that hours pass in a moment and always in the same way. */
export type Clock = {
  /** Milliseconds since 1970, fractions of them too. */
  time(): number;
  sleep(ms: number): Promise<void>;
  /** Lets time pass until something is done. Throws when it never will be. */
  until<T>(work: Promise<T>): Promise<T>;
};

type Alarm = { readonly at: number; readonly order: number; readonly ring: () => void };

/** A clock that starts at an instant, in milliseconds since 1970. */
export function createClock(start: number): Clock {
  const alarms: Alarm[] = [];
  let [time, order] = [start, 0];

  function before(a: number, b: number): boolean {
    const [x, y] = [alarms[a], alarms[b]];
    return x !== undefined && y !== undefined && (x.at < y.at || (x.at === y.at && x.order < y.order));
  }
  function swap(a: number, b: number): void {
    const [x, y] = [alarms[a], alarms[b]];
    if (x && y) [alarms[a], alarms[b]] = [y, x];
  }
  function add(alarm: Alarm): void {
    let at = alarms.push(alarm) - 1;
    for (let up = (at - 1) >> 1; at > 0 && before(at, up); up = (at - 1) >> 1) {
      swap(at, up);
      at = up;
    }
  }
  function take(): Alarm | undefined {
    swap(0, alarms.length - 1);
    const first = alarms.pop();
    for (let at = 0; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (before(child, least)) least = child;
      if (least === at) return first;
      swap(at, least);
      at = least;
    }
  }

  return {
    time: () => time,
    sleep: (ms) =>
      new Promise((ring) => {
        add({ at: time + Math.max(0, ms), order: order++, ring });
      }),
    async until(work) {
      let ended = false;
      const end = () => {
        ended = true;
      };
      work.then(end, end);
      for (;;) {
        // Everything that now goes on without the clock goes on until it waits for the clock again.
        await setImmediate();
        if (ended) return work;
        const next = take();
        if (!next) throw new Error("Everybody waits for somebody else.");
        time = next.at;
        next.ring();
        while (alarms[0]?.at === time) take()?.ring();
      }
    },
  };
}
