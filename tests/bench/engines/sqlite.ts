import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { localTime } from "@mainstreet/search/schedule";
import { WEDNESDAY_AFTERNOON } from "../data/opening.ts";
import type { BenchDirectory } from "../directory-data.ts";
import type { Question } from "../questions.ts";
import { type BenchEngine, REACH } from "./bench-engine.ts";
import { columnsOf } from "./columns.ts";
import { openSpans } from "./open-spans.ts";

const METRES_PER_DEGREE = 111_195;
/** Whole numbers of 1e-5 degrees: an R*Tree of real numbers keeps 32 bits of them, and would find neighbours of the box. */
const UNITS = 1e5;

const TABLES = `
  create table listing (id integer primary key, category integer, schedule integer, lon real, lat real, x integer, y integer);
  create virtual table place using rtree_i32 (id, west, east, south, north);
  create virtual table word using fts5 (text, content='', tokenize='ascii', detail='none', prefix='2 3 4');
  create table span (schedule integer, day integer, opens integer, closes integer);`;
const AFTERWARDS = `
  insert into word (word) values ('optimize');
  create index by_category on listing (category);
  create index by_day on span (day, opens, closes, schedule);
  analyze;`;

const IN_BOX = "place.east >= ? and place.west <= ? and place.north >= ? and place.south <= ?";
const BOX = `select id from place where ${IN_BOX}`;
const BOX_FIRST = `select place.id from place join listing on listing.id = place.id
  where ${IN_BOX} and category = ? and place.id in (select rowid from word where word match ?)`;
const WORD_FIRST = `select listing.id from (select rowid as id from word where word match ?5) found cross join listing
  on listing.id = found.id where category = ?6 and x between ?1 and ?2 and y between ?3 and ?4`;
const OPEN = `select place.id from place cross join listing on listing.id = place.id
  where ${IN_BOX} and schedule in (select schedule from span where day = ? and opens <= ? and closes > ?)`;
// Near enough to a circle: east is shortened as it is in the middle of it.
const SQUARE = "((lon - ?) * ?) * ((lon - ?) * ?) + (lat - ?) * (lat - ?)";
const NEAREST = `select id from (select listing.id as id, ${SQUARE} as square from place cross join listing
  on listing.id = place.id where ${IN_BOX} and category = ?) where square <= ? order by square limit 20`;

/** SQLite in memory of this process: R*Tree for places, FTS5 for words, both tuned as far as they go. */
export function sqlite(directory: BenchDirectory): BenchEngine {
  const database = new DatabaseSync(":memory:");
  const { listed, head } = directory;
  const { category, categoryNumber, schedule, schedules, texts } = columnsOf(directory);
  database.exec(TABLES);
  database.exec("begin");
  const insert = (into: string, values: number) =>
    database.prepare(`insert into ${into} values (${Array(values).fill("?").join()})`);
  const [toListing, toPlace, toSpan] = [insert("listing", 7), insert("place", 5), insert("span", 4)];
  const toWord = insert("word (rowid, text)", 2);
  listed.forEach(({ position }, id) => {
    const [x, y] = position ? [Math.round(position.lon * UNITS), Math.round(position.lat * UNITS)] : [null, null];
    toListing.run(id, category[id] ?? 0, schedule[id] ?? 0, position?.lon ?? null, position?.lat ?? null, x, y);
    if (x !== null && y !== null) toPlace.run(id, x, x, y, y);
    toWord.run(id, texts[id] ?? "");
  });
  schedules.forEach((text, number) => {
    for (const { day, from, to } of openSpans(text, head.hours)) toSpan.run(number, day, from, to);
  });
  database.exec("commit");
  database.exec(AFTERWARDS);

  const prepared = (sql: string) => {
    const statement = database.prepare(sql);
    statement.setReturnArrays(true);
    return (...values: readonly SQLInputValue[]) => statement.all(...values).map(firstNumber);
  };
  const [box, boxFirst, open, nearest] = [BOX, BOX_FIRST, OPEN, NEAREST].map(prepared);
  const wordFirst = prepared(WORD_FIRST);
  const text = prepared("select rowid from word where word match ?");
  const best = prepared("select rowid from word where word match ? order by rank limit 20");
  if (!box || !boxFirst || !open || !nearest) throw new Error("a statement is missing");
  const { day, minute } = localTime(head.hours.zone, WEDNESDAY_AFTERNOON);
  const asWords = (phrase: string) =>
    phrase
      .split(" ")
      .map((word) => `"${word}"*`)
      .join(" ");
  return {
    name: "SQLite R*Tree + FTS5",
    bytesOutside: Number(
      firstNumber(Object.values(database.prepare("pragma page_count").get() ?? {})) *
        firstNumber(Object.values(database.prepare("pragma page_size").get() ?? {})),
    ),
    asks: {
      box: (question) => box(...unitsOf(question.box)),
      "box, category, word": faster(
        (question) =>
          boxFirst(...unitsOf(question.box), categoryNumber.get(question.category) ?? 0, `"${question.word}"*`),
        (question) => {
          const [west, east, south, north] = unitsOf(question.box);
          return wordFirst(west, east, south, north, `"${question.word}"*`, categoryNumber.get(question.category) ?? 0);
        },
      ),
      "text, all": ({ phrase }) => text(asWords(phrase)),
      "box, open": (question) => open(...unitsOf(question.box), day, minute, minute),
      "nearest 20": ({ middle: { lat, lon }, category: slug }) => {
        const [up, shorter] = [REACH / METRES_PER_DEGREE, Math.cos((lat * Math.PI) / 180)];
        const out = up / shorter;
        const around = unitsOf({ west: lon - out, east: lon + out, south: lat - up, north: lat + up });
        return nearest(lon, shorter, lon, shorter, lat, lat, ...around, categoryNumber.get(slug) ?? 0, up * up);
      },
      "text, best 20": ({ phrase }) => best(asWords(phrase)),
    },
    close: () => database.close(),
  };
}

/** Of two ways to ask, the one that took less time for the first questions: a database would be tuned so too. */
function faster(
  one: (question: Question) => number[],
  other: (question: Question) => number[],
): (question: Question) => number[] {
  const [ways, spent] = [
    [one, other],
    [0, 0],
  ];
  let asked = 0;
  return (question) => {
    const which = asked < 60 ? asked++ % 2 : Number((spent[1] ?? 0) < (spent[0] ?? 0));
    const began = performance.now();
    const found = (ways[which] ?? one)(question);
    if (asked > 20) spent[which] = (spent[which] ?? 0) + performance.now() - began;
    return found;
  };
}

function firstNumber(row: Iterable<unknown> | object): number {
  const [value] = Array.isArray(row) ? row : Object.values(row);
  return Number(value);
}

function unitsOf({ west, east, south, north }: Question["box"]): [number, number, number, number] {
  return [Math.ceil(west * UNITS), Math.floor(east * UNITS), Math.ceil(south * UNITS), Math.floor(north * UNITS)];
}
