import type { Target } from "./target.ts";

const MISSING = new Set(["", "-", "--", "–", "—", "n/a", "#n/a", "n.a.", "null"]);
const MANY_LINES: ReadonlySet<Target> = new Set(["description", "staffNote"]);

// What a spreadsheet takes for the beginning of a formula, full-width forms included (OWASP: CSV Injection).
const FORMULA = /^\s*[=+\-@|%＝＋－＠｜％]|^[\t\r\n]/;

/** A cell as it is meant: no quote put before a formula, blanks as one space, nothing for words that mean nothing. */
export function cleaned(cell: string, target: Target): string {
  const text = unguarded(cell);
  const clean = MANY_LINES.has(target) ? text.trim() : text.replace(/\s+/gu, " ").trim();
  return MISSING.has(clean.toLowerCase()) ? "" : clean;
}

/** A cell that no spreadsheet takes for a formula; `cleaned` takes the quote off again. */
export function guarded(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

function unguarded(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/** A number of degrees with point or comma, or null for anything else. */
export function degrees(text: string): number | null {
  const plain = text.replace("−", "-").replace(/\s*°$/, "");
  return /^[+-]?\d{1,3}([.,]\d+)?$/.test(plain) ? Number(plain.replace(",", ".")) : null;
}

/** A web address with its scheme. */
export function webAddress(text: string): string {
  if (text === "" || /^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text;
  return `https://${text.replace(/^\/\//, "")}`;
}

/**
 * A day in one of the ways people write it, as ISO 8601, or null: 2019-05-31, 31.5.2019, 5/31/2019 (31/5/2019 outside
 * the United States), or a year alone, which begins on 1 January.
 */
export function day(text: string, country: string): string | null {
  if (/^\d{4}$/.test(text)) return `${text}-01-01`;
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso) return real(iso[1], iso[2], iso[3]);
  const dots = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text);
  if (dots) return real(dots[3], dots[2], dots[1]);
  const slashes = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?: .*)?$/.exec(text);
  if (!slashes) return null;
  return country === "US" ? real(slashes[3], slashes[1], slashes[2]) : real(slashes[3], slashes[2], slashes[1]);
}

function real(year = "", month = "", dayOfMonth = ""): string | null {
  const text = `${year}-${month.padStart(2, "0")}-${dayOfMonth.padStart(2, "0")}`;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null;
}

/** The categories that a cell names: parted by `;` or `|`, tags such as `amenity=fast_food` in words. */
export function categoryNames(text: string): string[] {
  return text.split(/[;|]/).flatMap((part) => inWords(part.trim()) || []);
}

/** The tags that a cell names, parted by `;`, `|` or `,`. */
export function tagNames(text: string): string[] {
  return [...new Set(text.split(/[;|,]/).flatMap((part) => part.trim() || []))];
}

function inWords(text: string): string {
  const tag = /^([a-z][a-z0-9_:]*)=(.*)$/.exec(text);
  const word = tag ? (tag[2] === "yes" ? tag[1] : tag[2]) : text;
  if (!word || word === "no") return "";
  const isCode = tag !== null || /^[a-z0-9]+(_[a-z0-9]+)*$/.test(word);
  return isCode ? (word.charAt(0).toUpperCase() + word.slice(1)).replaceAll("_", " ") : word;
}
