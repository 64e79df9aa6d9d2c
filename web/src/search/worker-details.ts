import { type Details, decodeDetails } from "@mainstreet/search/details";
import {
  type LocalTime,
  localTime,
  parseSchedule,
  type Schedule,
  scheduleZone,
  stateAt,
} from "@mainstreet/search/schedule";
import type { Snapshot } from "@mainstreet/search/snapshot";
import type { Directory } from "./directory.ts";
import { readBytes } from "./opened.ts";
import type { Contact, FoundRow, Opening } from "./protocol.ts";

const NO_CONTACT: Contact = { street: "", phone: "", website: "" };
const NOTHING_KNOWN: Details = { contact: () => NO_CONTACT };

const known = new WeakMap<Snapshot, Details>();
const schedules = new Map<string, Schedule | null>();

/** Fetches the second files of what is at hand, and says what they say of rows. Rejects when one cannot be had. */
export async function extraOf(directory: Directory): Promise<NonNullable<Directory["extra"]>> {
  const { folder, files, base, overlay, shards, engine, head } = directory;
  const read = async (snapshot: Snapshot, file: string | null): Promise<void> => {
    if (known.has(snapshot)) return;
    const details = file === null ? NOTHING_KNOWN : decodeDetails(await readBytes(folder, file), snapshot.size);
    known.set(snapshot, details);
  };
  if (overlay) known.set(overlay.snapshot, overlay.details);
  await Promise.all([
    read(base, files.details),
    ...[...shards].map(([snapshot, { details }]) => read(snapshot, details)),
  ]);

  return (row: number): Pick<FoundRow, "opening" | "contact"> => {
    const from = engine.origin(row);
    const contact = known.get(from.snapshot)?.contact(from.row);
    // A part that has come since then has not brought its second file.
    if (!contact) return {};
    const { hours } = from.snapshot.entry(from.row);
    const schedule = schedules.get(hours) ?? parseSchedule(hours);
    schedules.set(hours, schedule);
    return { opening: schedule && openingAt(schedule, head.hours, Date.now()), contact };
  };
}

const MINUTE = 60_000;
const times = new Map<string, LocalTime>();
let minute = 0;

/** What clocks of a zone show. To ask the browser for it takes as long as the rest of a row. */
function timeIn(zone: string, instant: number): LocalTime {
  const now = Math.floor(instant / MINUTE);
  if (now !== minute) times.clear();
  minute = now;
  const time = times.get(zone) ?? localTime(zone, instant);
  times.set(zone, time);
  return time;
}

/** Whether it is open at an instant; null when the schedule does not reach there, or is of a zone unknown here. */
function openingAt(schedule: Schedule, hours: Directory["head"]["hours"], instant: number): Opening | null {
  try {
    const at = timeIn(scheduleZone(schedule, hours.zone), instant);
    const is = stateAt(schedule, hours, at);
    return is && { is, at };
  } catch {
    return null;
  }
}
