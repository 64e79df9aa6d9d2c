import { localTime } from "@mainstreet/search/schedule";
import { WEDNESDAY_AFTERNOON } from "../data/opening.ts";
import type { BenchDirectory } from "../directory-data.ts";
import type { Question } from "../questions.ts";
import { type BenchEngine, REACH } from "./bench-engine.ts";
import type { PeerColumns } from "./columns.ts";
import { openSpans } from "./open-spans.ts";
import { peerModule } from "./peer-packages.ts";

// Of the package, what is called here.
type Client = {
  connect(): Promise<void>;
  query(
    query: string | { name: string; text: string; values: unknown[]; rowMode: "array" },
    values?: unknown[],
  ): Promise<{ rows: unknown[][] }>;
  end(): Promise<void>;
};

const POINT = "ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography";
const IN_BOX = "place && ST_MakeEnvelope($1, $2, $3, $4, 4326)";
const STATEMENTS = {
  box: `select id from pg_temp.listing where ${IN_BOX}`,
  filtered: `select id from pg_temp.listing where ${IN_BOX} and category = $5::smallint and words @@ to_tsquery('simple', $6)`,
  open: `select id from pg_temp.listing where ${IN_BOX} and schedule = any (array (select schedule from pg_temp.span where day = $5::int and opens <= $6::int and closes > $6::int))`,
  nearest: `select id from pg_temp.listing where category = $3::smallint and ST_DWithin(ground, ${POINT}, ${REACH}, false) order by ground <-> ${POINT} limit 20`,
  text: "select id from pg_temp.listing where words @@ to_tsquery('simple', $1)",
  best: "select id from pg_temp.listing where words @@ to_tsquery('simple', $1) order by ts_rank(words, to_tsquery('simple', $1)) desc limit 20",
} as const;
const AFTERWARDS = `
  alter table pg_temp.listing add place geometry(Point, 4326), add ground geography(Point, 4326), add words tsvector;
  update pg_temp.listing set words = to_tsvector('simple', text), place = ST_SetSRID(ST_MakePoint(lon, lat), 4326),
    ground = ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography;
  create index on pg_temp.listing using gist (place);
  create index on pg_temp.listing using gist (category, ground);
  create index on pg_temp.listing using gin (words);
  create index on pg_temp.span (day, opens);
  analyze pg_temp.listing; analyze pg_temp.span;`;

/**
 * PostGIS as its client sees it, in temporary tables of one connection, where the PG variables of the environment name a
 * server with the extensions postgis and btree_gist; null, with the reason printed, where they do not.
 */
export async function postgis(directory: BenchDirectory, columns: PeerColumns): Promise<BenchEngine | null> {
  if (!process.env.PGHOST) {
    console.log("PostGIS: skipped, PGHOST names no server");
    return null;
  }
  const { default: pg }: { default: { Client: new () => Client } } = await import(peerModule("pg"));
  const client = new pg.Client();
  try {
    await client.connect();
    await client.query("create extension if not exists postgis; create extension if not exists btree_gist");
  } catch (error) {
    console.log(`PostGIS: skipped, ${error instanceof Error ? error.message : error}`);
    return null;
  }
  await fill(client, directory, columns);
  const ask = async (name: keyof typeof STATEMENTS, ...values: unknown[]): Promise<number[]> => {
    const { rows } = await client.query({ name, text: STATEMENTS[name], values, rowMode: "array" });
    return rows.map(([id]) => Number(id));
  };
  const { day, minute } = localTime(directory.head.hours.zone, WEDNESDAY_AFTERNOON);
  const category = ({ category: slug }: Question) => columns.categoryNumber.get(slug) ?? 0;
  return {
    name: "PostGIS, client",
    asks: {
      box: ({ box }) => ask("box", ...corners(box)),
      "box, category, word": (question) =>
        ask("filtered", ...corners(question.box), category(question), `${question.word}:*`),
      "text, all": ({ phrase }) => ask("text", asQuery(phrase)),
      "box, open": ({ box }) => ask("open", ...corners(box), day, minute),
      "nearest 20": (question) => ask("nearest", question.middle.lon, question.middle.lat, category(question)),
      "text, best 20": ({ phrase }) => ask("best", asQuery(phrase)),
    },
    close: () => client.end(),
  };
}

async function fill(client: Client, { listed, head }: BenchDirectory, columns: PeerColumns): Promise<void> {
  await client.query(
    "create temporary table listing (id int primary key, category smallint, schedule int, lon float8, lat float8, text text)",
  );
  await client.query("create temporary table span (schedule int, day int, opens int, closes int)");
  const rows = listed.map(({ position }, id) => [
    id,
    columns.category[id],
    columns.schedule[id],
    position?.lon ?? null,
    position?.lat ?? null,
    columns.texts[id],
  ]);
  await insert(client, "listing", ["int", "smallint", "int", "float8", "float8", "text"], rows);
  const spans = columns.schedules.flatMap((text, number) =>
    openSpans(text, head.hours).map(({ day, from, to }) => [number, day, from, to]),
  );
  await insert(client, "span", ["int", "int", "int", "int"], spans);
  await client.query(AFTERWARDS);
}

async function insert(
  client: Client,
  into: string,
  types: readonly string[],
  rows: readonly unknown[][],
): Promise<void> {
  const lists = types.map((type, i) => `$${i + 1}::${type}[]`).join();
  for (let from = 0; from < rows.length; from += 5000) {
    const some = rows.slice(from, from + 5000);
    await client.query(
      `insert into pg_temp.${into} select * from unnest(${lists})`,
      types.map((_, i) => some.map((row) => row[i])),
    );
  }
}

function corners({ west, south, east, north }: Question["box"]): number[] {
  return [west, south, east, north];
}

function asQuery(phrase: string): string {
  return phrase
    .split(" ")
    .map((word) => `${word}:*`)
    .join(" & ");
}
