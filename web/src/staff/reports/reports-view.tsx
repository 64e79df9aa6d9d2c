import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { base } from "../../account/dom.ts";
import { reportsView as words } from "../../strings/en-console-reports.ts";
import { download } from "../download.ts";
import { useEvents } from "../events/events.ts";
import { useChamber, useListings, useMembers } from "../rows.ts";
import { todayIn } from "../today.ts";
import { Heading } from "../view-heading.tsx";
import { Chart } from "./chart.tsx";
import { Exports } from "./exports.tsx";
import { type Bar, completeness, freshness, growth, retention } from "./figures.ts";

const YEARS = 12;
const EVENTS = 12;

/** How the chamber does, in plain charts with their tables, and all of it as files. */
export function ReportsView(): ReactNode {
  const { data: members } = useMembers();
  const { data: listings } = useListings();
  const { data: chamber } = useChamber();
  const attendance = useAttendance();
  const [withMark, setMark] = useState(true);
  if (!members || !listings || !chamber) {
    return (
      <>
        <Heading title={words.title} lead={words.lead} />
        <p role="status">{words.loading}</p>
      </>
    );
  }
  const today = todayIn(chamber.zone, Date.now());
  const charts: readonly {
    title: string;
    lead: string;
    bars: readonly Bar[];
    of: string;
    unit: string;
    file: string;
  }[] = [
    { ...words.growth, bars: growth(members, chamber.renewal, today, YEARS), file: "growth" },
    { ...words.retention, bars: retention(members, chamber.renewal, today, YEARS), file: "retention" },
    { ...words.attendance, bars: attendance ?? [], file: "attendance" },
    {
      ...words.freshness,
      bars: freshness(listings, today).map(({ days, value }) => ({ name: words.age(days), value })),
      file: "freshness",
    },
    {
      ...words.completeness,
      bars: completeness(listings).map(({ part, value, of }) => ({ name: words.parts[part], value, of })),
      file: "completeness",
    },
  ];
  return (
    <>
      <Heading title={words.title} lead={words.lead} />
      <Exports members={members} listings={listings} withMark={withMark} onMark={setMark} />
      <div className="member-columns">
        {charts.map(({ file, ...chart }) => (
          <Chart
            key={file}
            {...chart}
            onDownload={() =>
              download(
                file,
                chart.bars.map(({ name, value, of }) => ({
                  [chart.of]: name,
                  [chart.unit]: String(value),
                  ...(of !== undefined && { of: String(of) }),
                })),
                { mark: withMark },
              )
            }
          />
        ))}
      </div>
    </>
  );
}

/** How many seats of the last events were taken, from the figures that their pages show. */
function useAttendance(): readonly Bar[] | undefined {
  const { data: events } = useEvents();
  const now = new Date().toISOString();
  const past = (events ?? []).filter(({ endsAt, status }) => status === "published" && endsAt < now).slice(-EVENTS);
  const { data } = useQuery({
    queryKey: ["attendance", past.map(({ slug }) => slug)],
    queryFn: async () => {
      const bars = await Promise.all(
        past.map(async ({ slug, startsAt, capacity }): Promise<Bar | null> => {
          const answer = await fetch(`${base()}mixers/${slug}/seats.json`).catch(() => null);
          const seats: { readonly taken?: number } | null = answer?.ok ? await answer.json() : null;
          return seats && { name: startsAt.slice(0, 10), value: seats.taken ?? 0, of: capacity };
        }),
      );
      // Of an event whose figures cannot be had nobody says that nobody came.
      return bars.filter((bar) => bar !== null);
    },
    enabled: events !== undefined,
  });
  return data;
}
