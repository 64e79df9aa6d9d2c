import { Temporal } from "temporal-polyfill";

/**
 * A zone as the lines of a VTIMEZONE (RFC 5545, 3.6.5), with each change of its clocks from the year before the first to
 * the year after the last of some instants (milliseconds since 1970): explicit changes need no rule to be understood.
 */
export function zoneLines(zone: string, first: number, last: number): string[] {
  const start = at(first, zone).subtract({ years: 1 });
  const end = at(last, zone).add({ years: 1 });
  const changes: Temporal.ZonedDateTime[] = [];
  for (let next = start.getTimeZoneTransition("next"); next; next = next.getTimeZoneTransition("next")) {
    if (next.epochMilliseconds > end.epochMilliseconds) break;
    changes.push(next);
  }
  const offsets = [start, ...changes].map((moment) => moment.offsetNanoseconds);
  const standard = Math.min(...offsets);
  return [
    "BEGIN:VTIMEZONE",
    `TZID:${zone}`,
    ...observance(start, start.offsetNanoseconds, standard),
    ...changes.flatMap((change, i) => observance(change, offsets[i] ?? standard, standard)),
    "END:VTIMEZONE",
  ];
}

function at(instant: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}

/** One stretch of the clocks, which begins at a moment told on the clocks as they stood before it. */
function observance(moment: Temporal.ZonedDateTime, before: number, standard: number): string[] {
  const name = moment.offsetNanoseconds > standard ? "DAYLIGHT" : "STANDARD";
  const onset = moment.toPlainDateTime().subtract({ nanoseconds: moment.offsetNanoseconds - before });
  return [
    `BEGIN:${name}`,
    `DTSTART:${onset.toString({ smallestUnit: "second" }).replace(/[-:]/g, "")}`,
    `TZOFFSETFROM:${offsetText(before)}`,
    `TZOFFSETTO:${offsetText(moment.offsetNanoseconds)}`,
    `END:${name}`,
  ];
}

/** "-0500". */
function offsetText(nanoseconds: number): string {
  const minutes = Math.round(Math.abs(nanoseconds) / 6e10);
  const pad = (n: number): string => String(n).padStart(2, "0");
  return `${nanoseconds < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60))}${pad(minutes % 60)}`;
}
