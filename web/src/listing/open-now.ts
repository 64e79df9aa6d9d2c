import { localTime, parseSchedule, SCHEDULE_DAYS, scheduleZone, stateAt } from "@mainstreet/search/schedule";
import { openState } from "../strings/en-hours.ts";

const MINUTE = 60_000;

/**
 * Says on the page of a listing whether the place is open now, marks today's row of its hours, and keeps both true while
 * the page is looked at.
 * @param line the element of components/HoursTable.astro with the schedule; a table of hours may stand beside it
 * @param clock milliseconds since 1970
 */
export function showOpenNow(line: HTMLElement, clock: () => number): void {
  const { schedule: text = "", zone: chamberZone = "", from = "" } = line.dataset;
  const schedule = parseSchedule(text);
  if (!schedule) return;
  const zone = scheduleZone(schedule, chamberZone);
  const rows = line.parentElement?.querySelectorAll(".hours tbody tr") ?? [];

  const draw = () => {
    const now = localTime(zone, clock());
    const open = stateAt(schedule, { from, days: SCHEDULE_DAYS }, now);
    const words = openState(open, now);
    // Only what differs is written, so that nothing is read out anew each minute.
    if (line.textContent !== words) line.textContent = words;
    line.dataset.state = open?.state ?? "";
    line.hidden = words === "";
    // 1970-01-01 was a Thursday.
    for (const [weekday, row] of rows.entries()) row.classList.toggle("today", weekday === (now.day + 3) % 7);
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const drawWhileSeen = () => {
    clearTimeout(timer);
    draw();
    if (!document.hidden) timer = setTimeout(drawWhileSeen, MINUTE - (clock() % MINUTE));
  };

  drawWhileSeen();
  document.addEventListener("visibilitychange", drawWhileSeen);
}
