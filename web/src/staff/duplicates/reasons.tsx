import type { ReactNode } from "react";
import { isAgainst, signWords, surety, duplicatesView as words } from "../../strings/en-console-duplicates.ts";
import type { Pair } from "./pair.ts";

/** How sure the comparison is of a pair, and why: what speaks for it first. */
export function Reasons({ pair }: { readonly pair: Pair }): ReactNode {
  const signs = [...pair.signs.filter((sign) => !isAgainst(sign)), ...pair.signs.filter(isAgainst)];
  return (
    <ul className="pair-reasons">
      <li className="state">{surety(pair.score)}</li>
      {signs.map((sign) => (
        <li key={sign.of} className={isAgainst(sign) ? "pair-reason against" : "pair-reason"}>
          {signWords(sign)}
        </li>
      ))}
      {pair.membersDiffer && <li className="pair-reason">{words.twoMembers}</li>}
    </ul>
  );
}
