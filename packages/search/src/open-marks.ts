import { type LocalTime, localTime, parseSchedule, type Schedule, scheduleZone, stateAt } from "./schedule.ts";
import type { Segment } from "./segment.ts";

const MINUTE = 60_000;

type Known = { readonly schedules: readonly (Schedule | null)[]; minute: number; marks: Uint8Array };

const known = new WeakMap<Segment, Known>();

/**
 * 1 at the numbers of a segment's schedules that are surely open at an instant, milliseconds since 1970. Each pattern
 * of hours is looked at once a minute, however many listings keep it.
 */
export function openMarks(segment: Segment, instant: number): Uint8Array {
  const { hours } = segment.snapshot;
  const minute = Math.floor(instant / MINUTE);
  const before = known.get(segment);
  if (before?.minute === minute) return before.marks;

  const schedules = before?.schedules ?? hours.map(parseSchedule);
  const { zone, ...window } = segment.head.hours;
  const clocks = new Map<string, LocalTime | null>();
  const marks = Uint8Array.from(schedules, (schedule) => {
    if (schedule === null) return 0;
    const where = scheduleZone(schedule, zone);
    const clock = clocks.get(where) ?? timeIn(where, instant);
    clocks.set(where, clock);
    return Number(clock !== null && stateAt(schedule, window, clock)?.state === "open");
  });
  known.set(segment, { schedules, minute, marks });
  return marks;
}

/** Null for a zone that this machine does not know, and for no instant at all. */
function timeIn(zone: string, instant: number): LocalTime | null {
  try {
    return localTime(zone, instant);
  } catch {
    return null;
  }
}
