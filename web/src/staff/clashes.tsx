import type { ReactNode } from "react";
import { forms as words } from "../strings/en-console-parts.ts";
import type { Clash } from "./editing.ts";

type Props = {
  readonly labels: ReadonlyMap<string, string>;
  readonly clashes: readonly Clash[];
  readonly onMine: () => void;
  readonly onTheirs: () => void;
};

/** What two people have changed at once, side by side, for whoever came second to decide. */
export function Clashes({ labels, clashes, onMine, onTheirs }: Props): ReactNode {
  return (
    <div className="account-problem clashes" role="alert">
      <p>{words.stale}</p>
      {clashes.map(({ name, yours, theirs }) => (
        <dl key={name}>
          <dt>{labels.get(name) ?? name}</dt>
          <dd>
            <span>{words.theirs}</span> {String(theirs) || words.nothing}
          </dd>
          <dd>
            <span>{words.yours}</span> {String(yours) || words.nothing}
          </dd>
        </dl>
      ))}
      <div className="account-buttons">
        <button className="button small" type="button" onClick={onMine}>
          {words.overwrite}
        </button>
        <button className="button quiet small" type="button" onClick={onTheirs}>
          {words.takeTheirs}
        </button>
      </div>
    </div>
  );
}
