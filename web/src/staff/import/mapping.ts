import { importColumns as words } from "../../strings/en-console-import.ts";
import type { ImportFile } from "./imports.ts";

/** Which column becomes what, and what stands where a cell is empty. */
export type Mapping = {
  readonly columns: Readonly<Record<string, string>>;
  readonly defaults: Readonly<Record<string, string>>;
};

export const IGNORED = "ignore";
/** Between the columns, and for a column that is ignored, in the address. */
const BETWEEN = ".";
const NOTHING = "-";

/** What was chosen for a file, as the address tells it; where it tells nothing, what the file was sent with. */
export function mappingIn(
  params: URLSearchParams,
  { headers, mapping }: Pick<ImportFile, "headers" | "mapping">,
): Mapping {
  const chosen = params.get("columns")?.split(BETWEEN) ?? [];
  const defaults = params.get("defaults");
  const isWhole = chosen.length === headers.length;
  const named = headers.map(
    (header, at) => [header, chosen[at] === NOTHING ? IGNORED : (chosen[at] ?? IGNORED)] as const,
  );
  return {
    columns: isWhole ? Object.fromEntries(named) : mapping.columns,
    defaults: defaults === null ? mapping.defaults : filled(Object.fromEntries(new URLSearchParams(defaults))),
  };
}

/** What is chosen, for the address. */
export function paramsOf({ columns, defaults }: Mapping, headers: readonly string[]): Record<string, string> {
  const targets = headers.map((header) => columns[header] ?? IGNORED);
  return {
    columns: targets.map((target) => (target === IGNORED ? NOTHING : target)).join(BETWEEN),
    // Never empty: no defaults at all are a choice too.
    defaults: new URLSearchParams({ category: "", ...defaults }).toString(),
  };
}

/** Why a file cannot be imported like this; null when it can. */
export function troubleOf(
  { columns }: Mapping,
  { headers, targets }: Pick<ImportFile, "headers" | "targets">,
): string | null {
  const of = (id: string) => headers.filter((header) => columns[header] === id);
  if (of("name").length === 0) return words.noName;
  const twice = targets.find(({ id, isJoined }) => !isJoined && of(id).length > 1);
  return twice ? words.twice(of(twice.id), twice.label) : null;
}

function filled(defaults: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(defaults).filter(([, value]) => value !== ""));
}
