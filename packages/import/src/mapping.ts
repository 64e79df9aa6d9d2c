import { ChamberError } from "@mainstreet/core/error";
import { fold } from "@mainstreet/core/text";
import { HEADER_NAMES, mailTarget } from "./header-names.ts";
import { isTarget, JOINED, TARGETS, type Target } from "./target.ts";

/** Which column becomes what, and what stands where a cell is empty. */
export type Mapping = {
  readonly columns: Readonly<Record<string, Target | "ignore">>;
  readonly defaults: Readonly<Partial<Record<Target, string>>>;
};

const OSM_KEYS = new Set(["amenity", "shop", "tourism", "office", "craft", "leisure"]);

/** The most likely mapping of a table, from its headers. Columns that say nothing known are ignored. */
export function guess(headers: readonly string[]): Mapping {
  const folded = new Map(headers.map((header) => [header, fold(header)]));
  const found = new Map<string, Target>();
  for (const target of TARGETS) {
    const names = HEADER_NAMES[target];
    if (!names) continue;
    const free = headers.filter((header) => !found.has(header));
    const best = names.whole.map((name) => free.find((header) => folded.get(header) === name)).find(Boolean);
    if (best) found.set(best, target);
    if (best && !names.partsAdd) continue;
    for (const header of free) if (names.parts?.includes(folded.get(header) ?? "")) found.set(header, target);
  }
  for (const target of ["contactEmail", "publicEmail"] as const) {
    const best = headers.find((header) => !found.has(header) && mailTarget(folded.get(header) ?? "") === target);
    if (best) found.set(best, target);
  }
  // Beside a column of companies, one called just “Name” holds people: their last names where first names stand by.
  for (const header of headers) {
    if (!found.has(header) && ["name", "nombre", "nom"].includes(folded.get(header) ?? "")) {
      const whole = HEADER_NAMES.contactName?.whole ?? [];
      const taken = headers.some((h) => found.get(h) === "contactName" && whole.includes(folded.get(h) ?? ""));
      if (!taken) found.set(header, "contactName");
    }
  }
  return { columns: Object.fromEntries(headers.map((h) => [h, found.get(h) ?? "ignore"])), defaults: {} };
}

/**
 * A saved mapping, checked against the headers of a file; columns it does not name are ignored.
 * @throws `invalid` naming what is not known and what there is
 */
export function parseMapping(json: unknown, headers: readonly string[]): Mapping {
  const { columns, defaults, rest } = partsOf(json);
  if (rest.length > 0)
    throw invalid(`The mapping has “${rest[0]}”, but only “columns” and “defaults” are known there.`);
  const chosen = new Map<string, Target | "ignore">(headers.map((header) => [header, "ignore"]));
  for (const [header, target] of Object.entries(columns)) {
    if (!chosen.has(header)) {
      throw invalid(`The mapping names a column “${header}”. The file has: ${headers.join(", ")}.`);
    }
    if (target !== "ignore" && !isTarget(target)) throw unknownTarget(target, `the column “${header}”`);
    chosen.set(header, target);
  }
  return withDefaults({ columns: Object.fromEntries(chosen), defaults: {} }, Object.entries(defaults));
}

/** A mapping with more defaults. @throws `invalid` for a target that does not exist or a value that is not text */
export function withDefaults(mapping: Mapping, pairs: Iterable<readonly [string, unknown]>): Mapping {
  const defaults: Partial<Record<Target, string>> = { ...mapping.defaults };
  for (const [target, value] of pairs) {
    if (!isTarget(target)) throw unknownTarget(target, "a default");
    if (target === "externalId" || target === "name")
      throw invalid(`There can be no default for ${target}: it tells members apart.`);
    if (typeof value !== "string") throw invalid(`The default for ${target} must be text.`);
    defaults[target] = value;
  }
  return { ...mapping, defaults };
}

/** How the values of a mapped row are made: by target, the columns that make it together. */
export type Layout = readonly {
  readonly target: Target;
  readonly columns: readonly { readonly at: number; readonly prefix: string }[];
  readonly between: string;
  readonly fallback: string;
}[];

/** The layout of a mapping for a file. @throws `invalid` when no column is the name, or two want to be the same thing */
export function layoutOf(mapping: Mapping, headers: readonly string[]): Layout {
  const layout = TARGETS.flatMap((target) => {
    const columns = headers.flatMap((header, at) =>
      mapping.columns[header] === target ? [{ at, prefix: prefixOf(header, target) }] : [],
    );
    const between = JOINED[target];
    if (columns.length > 1 && between === undefined) {
      const names = columns.map(({ at }) => `“${headers[at]}”`).join(" and ");
      throw invalid(`The columns ${names} are both mapped to ${target}. Map one of them to ignore.`);
    }
    const fallback = mapping.defaults[target] ?? "";
    return columns.length > 0 || fallback ? [{ target, columns, between: between ?? "", fallback }] : [];
  });
  if (!layout.some(({ target }) => target === "name")) {
    throw invalid(`No column is mapped to name. The file has: ${headers.join(", ")}.`);
  }
  return layout;
}

/** A column called `shop` holds `bakery` where a column of whole tags holds `shop=bakery`. */
function prefixOf(header: string, target: Target): string {
  return target === "category" && OSM_KEYS.has(header) ? `${header}=` : "";
}

function partsOf(json: unknown): { columns: object; defaults: object; rest: string[] } {
  if (typeof json === "object" && json !== null && "columns" in json) {
    const { columns, defaults = {}, ...rest }: { columns: unknown; defaults?: unknown } = json;
    if (isRecord(columns) && isRecord(defaults)) return { columns, defaults, rest: Object.keys(rest) };
  }
  throw invalid(
    'The mapping must look like { "columns": { "Header": "target" }, "defaults": { "category": "Food" } }.',
  );
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unknownTarget(target: unknown, where: string): ChamberError {
  return invalid(
    `“${String(target)}” of ${where} is nothing a column can become. There are: ${TARGETS.join(", ")}, ignore.`,
  );
}

function invalid(message: string): ChamberError {
  return new ChamberError("invalid", message);
}
