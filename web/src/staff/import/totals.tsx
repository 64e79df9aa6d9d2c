import type { ReactNode } from "react";
import { importLook as words } from "../../strings/en-console-import.ts";
import { ask } from "../address.ts";
import { type Counts, KINDS, type Kind } from "./imports.ts";

type Props = { readonly totals: Counts; readonly chosen: Kind | null };

/** How many rows come to what; each is a filter of the rows below. */
export function Totals({ totals, chosen }: Props): ReactNode {
  return (
    <fieldset className="import-totals">
      <legend className="visually-hidden">{words.totals}</legend>
      <Total name={words.all} count={totals.rows} kind={null} chosen={chosen} />
      {KINDS.map((kind) => (
        <Total key={kind} name={words.kinds[kind]} count={totals[kind]} kind={kind} chosen={chosen} />
      ))}
    </fieldset>
  );
}

type TotalProps = {
  readonly name: string;
  readonly count: number;
  readonly kind: Kind | null;
  readonly chosen: Kind | null;
};

function Total({ name, count, kind, chosen }: TotalProps): ReactNode {
  return (
    <button
      type="button"
      className={kind === "rejected" && count > 0 ? "wrong" : undefined}
      aria-pressed={kind === chosen}
      onClick={() => ask({ kind: kind ?? "" })}
    >
      <strong>{count.toLocaleString("en-US")}</strong> {name}
    </button>
  );
}
