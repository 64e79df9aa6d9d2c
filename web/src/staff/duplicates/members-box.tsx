import { type ReactNode, useId } from "react";
import { pairView as words } from "../../strings/en-console-duplicates.ts";
import { otherOf, type Pair, type Which } from "./pair.ts";

type Props = {
  readonly pair: Pair;
  readonly keep: Which;
  readonly isOn: boolean;
  readonly onTurn: (isOn: boolean) => void;
};

/** Where the two are of two members: whether those become one as well. */
export function MembersBox({ pair, keep, isOn, onTurn }: Props): ReactNode {
  const hint = useId();
  const [into, from] = [pair[keep], pair[otherOf(keep)]];
  return (
    <section className="account-panel">
      <h2>{words.members}</h2>
      <label className="pair-check">
        <input
          type="checkbox"
          checked={isOn}
          aria-describedby={hint}
          onChange={({ target }) => onTurn(target.checked)}
        />
        {words.mergeMembers(from.member.name, into.member.name)}
      </label>
      <p className="account-hint" id={hint}>
        {words.mergeMembersHint(from.memberListings, from.member.memberships.length)}{" "}
        {from.memberListings === 1 && words.alone(from.member.name)}
      </p>
    </section>
  );
}
