import { columnOf, readNumbers, writeNumbers } from "./bytes.ts";
import { byFrequency, idOf } from "./dictionary.ts";
import type { Contact } from "./entry.ts";
import { sealed, unsealed } from "./envelope.ts";
import { joinSections, splitSections } from "./sections.ts";
import { whole } from "./snapshot-error.ts";
import { readStrings, writeStrings } from "./strings.ts";

/** What the second file beside a snapshot says of its rows. */
export type Details = {
  /** The contact of a row of the snapshot. RangeError for a number that is no row. */
  contact(row: number): Contact;
};

/** The same as data alone, as one thread posts it to another. */
export type DetailColumns = {
  /** Numbers of houses, one higher; 0 where a street begins with none. */
  readonly houses: Float64Array;
  readonly streets: readonly string[];
  readonly rowStreets: Uint32Array;
  readonly phoneFrames: readonly string[];
  readonly rowPhoneFrames: Uint32Array;
  readonly digits: Uint32Array;
  readonly websiteFrames: readonly string[];
  readonly rowWebsiteFrames: Uint32Array;
  /** What stands between beginning and end of each row's website. */
  readonly websites: readonly string[];
};

const MAGIC = [0x4d, 0x73, 0x64, 0xa7]; // "Msd" and a byte that no text has in this place

// Numbers of sections: part of the format, see the README.
const SIZE = 1;
const HOUSES = 2;
const STREETS = 3;
const ROW_STREETS = 4;
const PHONE_FRAMES = 5;
const ROW_PHONE_FRAMES = 6;
const PHONE_DIGITS = 7;
const WEBSITE_FRAMES = 8;
const ROW_WEBSITE_FRAMES = 9;
const WEBSITES = 10;

const GAP = "*";
const MOST_DIGITS = 7;

/** Contacts, in the order of the snapshot's rows, as bytes. Every text comes back exactly. */
export function encodeDetails(contacts: readonly Contact[]): Uint8Array<ArrayBuffer> {
  const streets = contacts.map(({ street }) => splitStreet(street));
  const phones = contacts.map(({ phone }) => splitPhone(phone));
  const websites = contacts.map(({ website }) => splitWebsite(website));
  const streetNames = byFrequency(streets.map(({ name }) => name));
  const phoneFrames = byFrequency(phones.map(({ frame }) => frame));
  const websiteFrames = byFrequency(websites.map(({ frame }) => frame));
  return sealed(
    MAGIC,
    joinSections(
      new Map([
        [SIZE, writeNumbers([contacts.length])],
        [HOUSES, writeNumbers(streets.map(({ house }) => house))],
        [STREETS, writeStrings(streetNames.texts)],
        [ROW_STREETS, writeNumbers(streets.map(({ name }) => idOf(streetNames, name)))],
        [PHONE_FRAMES, writeStrings(phoneFrames.texts)],
        [ROW_PHONE_FRAMES, writeNumbers(phones.map(({ frame }) => idOf(phoneFrames, frame)))],
        [PHONE_DIGITS, writeNumbers(phones.map(({ digits }) => digits))],
        [WEBSITE_FRAMES, writeStrings(websiteFrames.texts)],
        [ROW_WEBSITE_FRAMES, writeNumbers(websites.map(({ frame }) => idOf(websiteFrames, frame)))],
        [WEBSITES, writeStrings(websites.map(({ middle }) => middle))],
      ]),
    ),
  );
}

/** The details of a snapshot of `size` rows. Throws SnapshotError and nothing else, with the codes of `decode`. */
export function decodeDetails(bytes: Uint8Array, size: number): Details {
  return detailsOf(decodeDetailColumns(bytes, size));
}

/** The columns of the details of a snapshot of `size` rows. Throws as `decodeDetails`. */
export function decodeDetailColumns(bytes: Uint8Array, size: number): DetailColumns {
  return whole(() => readDetails(unsealed(MAGIC, bytes), size));
}

/** Columns as details. */
export function detailsOf(columns: DetailColumns): Details {
  const { houses, streets, rowStreets, phoneFrames, rowPhoneFrames, digits } = columns;
  const { websiteFrames, rowWebsiteFrames, websites } = columns;
  return {
    contact(row) {
      const middle = websites[row];
      if (middle === undefined) throw new RangeError(`there is no row ${row}`);
      return {
        street: joinStreet(houses[row] ?? 0, streets[rowStreets[row] ?? 0] ?? ""),
        phone: joinPhone(phoneFrames[rowPhoneFrames[row] ?? 0] ?? "", digits[row] ?? 0),
        website: (websiteFrames[rowWebsiteFrames[row] ?? 0] ?? "").replace(GAP, () => middle),
      };
    },
  };
}

function readDetails(payload: Uint8Array, size: number): DetailColumns {
  const sections = splitSections(payload);
  const section = (id: number): Uint8Array => sections.get(id) ?? new Uint8Array();
  const [written] = columnOf(section(SIZE), 1, 2 ** 32);
  if (written !== size || section(HOUSES).length < size) throw new RangeError("details of another snapshot");

  const column = (id: number, dictionary: readonly string[]) => columnOf(section(id), size, dictionary.length);
  const houses = readNumbers(section(HOUSES), new Float64Array(size), MOST_HOUSE + 2);
  const streets = readStrings(section(STREETS));
  const rowStreets = column(ROW_STREETS, streets);
  const phoneFrames = readStrings(section(PHONE_FRAMES));
  const rowPhoneFrames = column(ROW_PHONE_FRAMES, phoneFrames);
  const digits = columnOf(section(PHONE_DIGITS), size, 10 ** MOST_DIGITS);
  const websiteFrames = readStrings(section(WEBSITE_FRAMES));
  const rowWebsiteFrames = column(ROW_WEBSITE_FRAMES, websiteFrames);
  const websites = readStrings(section(WEBSITES));
  if (websites.length !== size) throw new RangeError("websites of another snapshot");
  const phones = { phoneFrames, rowPhoneFrames, digits };
  return { houses, streets, rowStreets, ...phones, websiteFrames, rowWebsiteFrames, websites };
}

const MOST_HOUSE = 999_999;

/** The number that a street begins with, one higher, and what follows; 0 where it begins with none. */
function splitStreet(street: string): { house: number; name: string } {
  const [, house = "", name = ""] = /^(0|[1-9]\d{0,5}) ([\s\S]*)$/.exec(street) ?? [];
  return house === "" ? { house: 0, name: street } : { house: Number(house) + 1, name };
}

function joinStreet(house: number, name: string): string {
  return house === 0 ? name : `${house - 1} ${name}`;
}

/** The last digits as one number, and the text with gaps for them; a text that holds a gap stays whole, behind "=". */
function splitPhone(phone: string): { frame: string; digits: number } {
  if (phone.includes(GAP) || phone.startsWith("=")) return { frame: `=${phone}`, digits: 0 };
  let digits = "";
  const units = Array.from({ length: phone.length }, (_, i) => phone.charAt(i));
  for (let i = units.length - 1; i >= 0 && digits.length < MOST_DIGITS; i--) {
    const unit = units[i] ?? "";
    if (unit < "0" || unit > "9") continue;
    digits = unit + digits;
    units[i] = GAP;
  }
  return { frame: units.join(""), digits: Number(digits) };
}

function joinPhone(frame: string, digits: number): string {
  if (frame.startsWith("=")) return frame.slice(1);
  const parts = frame.split(GAP);
  const filled = String(digits).padStart(parts.length - 1, "0");
  return parts.map((part, i) => (i === 0 ? part : filled.charAt(i - 1) + part)).join("");
}

/** What a website begins and ends with like many others, with a gap for the rest. */
function splitWebsite(website: string): { frame: string; middle: string } {
  const [, start = "", middle = "", end = ""] =
    /^((?:https?:\/\/(?:www\.)?)?)([\s\S]*?)((?:\.[a-z]{2,4})?\/?)$/.exec(website) ?? [];
  return { frame: start + GAP + end, middle };
}
