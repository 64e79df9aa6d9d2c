import type { ReactNode } from "react";
import { pairFields, pairView as words } from "../../strings/en-console-duplicates.ts";
import { type FieldName, otherOf, type Pair } from "./pair.ts";
import { alike, type Choice, differing, type Source, sourceOf, together } from "./taken.ts";
import { Value } from "./value.tsx";

type Props = {
  readonly pair: Pair;
  readonly choice: Choice;
  readonly onChoose: (field: FieldName, source: Source) => void;
};

/** Field by field what both say, and which of it stays. */
export function FieldRows({ pair, choice, onChoose }: Props): ReactNode {
  const same = alike(pair);
  return (
    <section className="account-panel">
      <h2>{words.fields}</h2>
      {differing(pair).map((field) => (
        <fieldset key={field} className="pair-field">
          <legend>{pairFields[field]}</legend>
          {(["a", "b"] as const).map((which) => (
            <Option key={which} {...{ pair, choice, field, onChoose }} source={which} letter={words.side[which]}>
              <Value field={field} value={pair[which].listing[field]} listingId={pair[which].listing.id} />
            </Option>
          ))}
          {together(field, pair[choice.keep].listing, pair[otherOf(choice.keep)].listing) !== undefined && (
            <Option {...{ pair, choice, field, onChoose }} source="both" letter="">
              {words.both}
            </Option>
          )}
        </fieldset>
      ))}
      {same.length > 0 && (
        <details className="pair-alike">
          <summary>{words.alike(same.length)}</summary>
          <dl>
            {same.map((field) => (
              <div key={field}>
                <dt>{pairFields[field]}</dt>
                <dd>
                  <Value field={field} value={pair.a.listing[field]} listingId={pair.a.listing.id} />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}

type OptionProps = Props & {
  readonly field: FieldName;
  readonly source: Source;
  readonly letter: string;
  readonly children: ReactNode;
};

function Option({ pair, choice, field, onChoose, source, letter, children }: OptionProps): ReactNode {
  return (
    <label className={source === "both" ? "pair-option wide" : "pair-option"}>
      <input
        type="radio"
        name={`source-${field}`}
        checked={sourceOf(pair, choice, field) === source}
        onChange={() => onChoose(field, source)}
      />
      {letter && <span className="pair-letter">{letter}</span>}
      {children}
    </label>
  );
}
