/** When a place is open in the coming days, on the wall clocks of its zone. */
export type Schedule = {
  /** IANA zone of the place; "" for the chamber's. */
  readonly zone: string;
  /** Monday to Sunday. */
  readonly week: readonly DaySpans[];
  /** The days that differ from the week, by "MM-DD". */
  readonly exceptions: ReadonlyMap<string, DaySpans>;
};

/** The spans of one day, in order and apart from each other; between them the place is closed. */
export type DaySpans = readonly DaySpan[];

/** Open, or only perhaps open, from and to in minutes after midnight. */
export type DaySpan = { readonly from: number; readonly to: number; readonly perhaps: boolean };

/** A wall clock: days since 1970-01-01 of the local date, and minutes after midnight (0 to 1439). */
export type LocalTime = { readonly day: number; readonly minute: number };

/** What a place is now, and when that changes next; null when it does not before the schedule ends. */
export type OpenState = { readonly state: "open" | "perhaps" | "closed"; readonly until: LocalTime | null };

/** The days that schedules hold for: so many local days from one (YYYY-MM-DD) on. */
export type ScheduleWindow = { readonly from: string; readonly days: number };

/** How many days a schedule holds for. */
export const SCHEDULE_DAYS = 28;

const DAY_MINUTES = 1440;
const DAY_MILLISECONDS = 86_400_000;
const SPAN = /^(\d+)(?::(\d+))?-(\d+)(?::(\d+))?(\?)?$/;

const clocks = new Map<string, Intl.DateTimeFormat>();

/**
 * What the clocks of a zone show.
 * @param instant milliseconds since 1970
 * @throws RangeError when this machine does not know the zone
 */
export function localTime(zone: string, instant: number): LocalTime {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
    clocks.set(zone, clock);
  }
  const [month = 1, date = 1, year = 1970, hour = 0, minute = 0] =
    clock.format(instant).match(/\d+/g)?.map(Number) ?? [];
  return { day: Date.UTC(year, month - 1, date) / DAY_MILLISECONDS, minute: hour * 60 + minute };
}

/**
 * Reads a schedule text: `[@Zone ]week[!exceptions]`. A week is seven day texts from Monday on, parted by "/"; a day text
 * is spans such as `9-12:30`, parted by ",", with "?" behind one that is only perhaps open; exceptions are
 * `MM-DD=day text`, parted by ";".
 * @returns null for "" (hours not known) and for what is no schedule text
 */
export function parseSchedule(text: string): Schedule | null {
  const [, zone = "", days = "", others] = /^(?:@(\S+) )?([^!]+)(?:!(.*))?$/.exec(text) ?? [];
  const week = days.split("/").map(parseDay);
  const exceptions = new Map<string, DaySpans>();
  for (const other of others?.split(";") ?? []) {
    const [key = "", spans = "!"] = other.split("=");
    exceptions.set(key, parseDay(spans));
  }
  const isWhole = week.length === 7 && ![...week, ...exceptions.values()].flat().some(isBroken);
  return isWhole ? { zone, week, exceptions } : null;
}

function parseDay(text: string): DaySpans {
  if (text === "") return [];
  return text.split(",").map((span) => {
    const [, h0, m0 = 0, h1, m1 = 0, mark] = SPAN.exec(span) ?? [];
    return { from: Number(h0) * 60 + Number(m0), to: Number(h1) * 60 + Number(m1), perhaps: mark !== undefined };
  });
}

// Written so that what is no number is broken too.
function isBroken({ from, to }: DaySpan): boolean {
  return !(from < to && to <= DAY_MINUTES);
}

/**
 * What a place is at a time of its own clocks, and when that changes.
 * @returns null outside the window, where the schedule says nothing
 */
export function stateAt(schedule: Schedule, window: ScheduleWindow, at: LocalTime): OpenState | null {
  const first = Date.parse(window.from) / DAY_MILLISECONDS;
  let { day, minute } = at;
  if (!(day >= first && day < first + window.days)) return null;
  const [state] = part(schedule, day, minute);
  while (day < first + window.days) {
    const [next, end] = part(schedule, day, minute);
    if (next !== state) return { state, until: { day, minute } };
    day += end === DAY_MINUTES ? 1 : 0;
    minute = end % DAY_MINUTES;
  }
  return { state, until: null };
}

/** The state at a minute of a day, and the minute until which it surely lasts. */
function part(schedule: Schedule, day: number, minute: number): [OpenState["state"], number] {
  for (const { from, to, perhaps } of spansOn(schedule, day)) {
    if (minute < from) return ["closed", from];
    if (minute < to) return [perhaps ? "perhaps" : "open", to];
  }
  return ["closed", DAY_MINUTES];
}

/** The spans of a local day, given as days since 1970-01-01. */
function spansOn({ week, exceptions }: Schedule, day: number): DaySpans {
  const key = new Date(day * DAY_MILLISECONDS).toISOString().slice(5, 10);
  // 1970-01-01 was a Thursday.
  return exceptions.get(key) ?? week[(day + 3) % 7] ?? [];
}

/** The zone whose clocks a schedule follows. */
export function scheduleZone(schedule: Schedule, chamberZone: string): string {
  return schedule.zone || chamberZone;
}
