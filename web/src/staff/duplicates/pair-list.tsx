import type { ReactNode } from "react";
import { pairView, duplicatesView as words } from "../../strings/en-console-duplicates.ts";
import { hrefOfPair, type Pair, pairName } from "./pair.ts";
import { Reasons } from "./reasons.tsx";

type Props = { readonly pairs: readonly Pair[]; readonly total: number };

/** The pairs that nobody has decided on, the likeliest first. */
export function PairList({ pairs, total }: Props): ReactNode {
  if (pairs.length === 0) {
    return (
      <div className="account-notice">
        <p>{words.none}</p>
        <p className="account-hint">{words.noneHint}</p>
      </div>
    );
  }
  return (
    <section aria-label={words.list}>
      <p className="account-hint" role="status">
        {words.count(pairs.length, total)}
      </p>
      <ol className="account-rows account-panel">
        {pairs.map((pair) => (
          <li key={pairName(pair)} className="pair-row">
            <a href={hrefOfPair(pair)}>{pairView.title(pair.a.listing.name, pair.b.listing.name)}</a>
            <span className="account-hint">{placesOf(pair)}</span>
            <Reasons pair={pair} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function placesOf({ a, b }: Pair): string {
  const places = [a, b].map(({ listing: { address } }) => [address.street, address.town].filter(Boolean).join(", "));
  return [...new Set(places.filter(Boolean))].join(" · ");
}
