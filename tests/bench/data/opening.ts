import { createRandom, type Random, skewed } from "./random.ts";

/** When a business is open: as a schedule text for the search, and as its owner would write it. */
export type Opening = { readonly schedule: string; readonly written: string };

const OPENS = [480, 540, 600, 420, 510, 360, 450, 660, 570];
const CLOSES = [1020, 1080, 1050, 1140, 1200, 960, 1260, 840, 1320, 1440];
const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const SHARED = 68;

/** The first day that schedules of a bench hold for, a Monday; Thanksgiving is among the 28 days. */
export const FROM = "2026-11-23";
export const WINDOW_DAYS = 28;
export const ZONE = "America/New_York";
/** The Wednesday of that week, 14:20 by the clocks of the zone. */
export const WEDNESDAY_AFTERNOON = Date.parse("2026-11-25T19:20:00Z");

const ALWAYS: Opening = { schedule: Array(7).fill("0-24").join("/"), written: "24/7" };
const shared = ((random) => Array.from({ length: SHARED }, () => opening(random)))(createRandom(77));

/** What one business has: a quarter does not say, most others share some pattern, few have one of their own. */
export function drawOpening(random: Random): Opening {
  const kind = random();
  if (kind < 0.25) return { schedule: "", written: "" };
  if (kind < 0.27) return ALWAYS;
  if (kind < 0.94) return shared[skewed(random, SHARED, 2)] ?? ALWAYS;
  return opening(random, 15 * skewed(random, 36, 1) + 300, 15 * skewed(random, 40, 1) + 840);
}

type Span = readonly [from: number, to: number];

function opening(
  random: Random,
  from = OPENS[skewed(random, 9, 1.3)] ?? 540,
  to = CLOSES[skewed(random, 10, 1.3)] ?? 1020,
): Opening {
  const lunch = random() < 0.1 && from < 700 && to > 780;
  const weekday: Span[] = lunch
    ? [
        [from, 720],
        [780, to],
      ]
    : [[from, to]];
  const saturday: Span[] = random() < 0.45 ? [] : [[from, random() < 0.5 ? Math.max(780, from + 60) : to]];
  const sunday: Span[] = random() < 0.7 ? [] : saturday;
  const monday: Span[] = random() < 0.1 ? [] : weekday;
  const week = [monday, weekday, weekday, weekday, weekday, saturday, sunday];
  const onHolidays = random() < 0.85 ? "" : "!11-26=";
  const mark = random() < 0.03 ? "?" : "";
  const text = week.map((day) => day.map((span) => `${span.map(hour).join("-")}${mark}`).join(",")).join("/");
  const written = week.flatMap((day, i) => (day.length === 0 ? [] : [`${DAYS[i]} ${day.map(clockSpan).join(",")}`]));
  return { schedule: text + onHolidays, written: written.join("; ") };
}

function hour(minute: number): string {
  const rest = minute % 60;
  return `${Math.floor(minute / 60)}${rest === 0 ? "" : `:${rest}`}`;
}

function clockSpan(span: Span): string {
  return span.map((minute) => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`).join("-");
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
