import { type DetailColumns, type Details, decodeDetailColumns, detailsOf } from "@mainstreet/search/details";
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
const columns = new WeakMap<Snapshot, DetailColumns>();
const schedules = new Map<string, Schedule | null>();

/** Fetches the second files of what is at hand, and says what they say of rows. Rejects when one cannot be had. */
export async function extraOf(directory: Directory): Promise<NonNullable<Directory["extra"]>> {
  const { folder, files, base, overlay, shards, engine, head } = directory;
  const read = async (snapshot: Snapshot, file: string | null): Promise<void> => {
    if (known.has(snapshot)) return;
    takeDetails(snapshot, file === null ? null : decodeDetailColumns(await readBytes(folder, file), snapshot.size));
  };
  if (overlay) known.set(overlay.snapshot, overlay.details);
  // The first clock takes as long as a hundred rows: better here than with the first of them.
  timeIn(head.hours.zone, Date.now());
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

/** The second file of a snapshot as data, once it was read; null when there is none. */
export function sharedDetails(snapshot: Snapshot): DetailColumns | null {
  return columns.get(snapshot) ?? null;
}

/** Makes known what the second file of a snapshot says, so that nobody reads it; null when there is none. */
export function takeDetails(snapshot: Snapshot, details: DetailColumns | null): void {
  if (details) columns.set(snapshot, details);
  known.set(snapshot, details ? detailsOf(details) : NOTHING_KNOWN);
}

const MINUTE = 60_000;
const times = new Map<string, LocalTime | null>();
let minute = 0;

/** What clocks of a zone show; null of a zone unknown here. To ask the browser for it takes as long as the rest of a row. */
function timeIn(zone: string, instant: number): LocalTime | null {
  const now = Math.floor(instant / MINUTE);
  if (now !== minute) times.clear();
  minute = now;
  const known = times.get(zone);
  if (known !== undefined) return known;
  const time = clockOf(zone, instant);
  times.set(zone, time);
  return time;
}

function clockOf(zone: string, instant: number): LocalTime | null {
  try {
    return localTime(zone, instant);
  } catch {
    return null;
  }
}

/** Whether it is open at an instant; null when the schedule does not reach there, or is of a zone unknown here. */
function openingAt(schedule: Schedule, hours: Directory["head"]["hours"], instant: number): Opening | null {
  const at = timeIn(scheduleZone(schedule, hours.zone), instant);
  const is = at && stateAt(schedule, hours, at);
  return is && { is, at };
}
