import { type ReactNode, useState } from "react";
import { pairView as words } from "../../strings/en-console-duplicates.ts";
import { Heading } from "../view-heading.tsx";
import { FieldRows } from "./field-rows.tsx";
import { MembersBox } from "./members-box.tsx";
import { betterSide, otherOf, type Pair } from "./pair.ts";
import { Reasons } from "./reasons.tsx";
import { SideCards } from "./side-cards.tsx";
import { Summary } from "./summary.tsx";
import { type Choice, takeOf } from "./taken.ts";
import { useDecision } from "./use-decision.ts";

type Props = {
  readonly pair: Pair;
  readonly at: number;
  readonly pairs: readonly Pair[];
  readonly total: number;
  readonly onNext: (next: Pair | undefined) => void;
};

/** Two listings side by side: which one stays, what it will say, and what is decided. */
export function PairView({ pair, at, pairs, total, onNext }: Props): ReactNode {
  const [choice, setChoice] = useState<Choice>(() => ({ keep: betterSide(pair), sources: {} }));
  const [wantsMembers, setMembers] = useState(false);
  const decision = useDecision(pair, pairs.slice(at + 1), onNext);
  const { keep } = choice;
  const [into, from] = [pair[keep], pair[otherOf(keep)]];
  const withMembers = wantsMembers && pair.membersDiffer;
  return (
    <>
      <Heading
        title={words.title(pair.a.listing.name, pair.b.listing.name)}
        lead={<span>{words.place(at + 1, total)}</span>}
      />
      <Reasons pair={pair} />
      {decision.left ? (
        <div className="account-problem" role="alert">
          <p>
            {words.membersLeft(decision.left.members.from.name, decision.left.members.into.name)} {decision.left.why}
          </p>
          <div className="account-buttons">
            <button className="button small" type="button" disabled={decision.isBusy} onClick={decision.tryMembers}>
              {words.tryMembers}
            </button>
            <button className="button quiet small" type="button" onClick={decision.leaveMembers}>
              {words.leaveMembers}
            </button>
          </div>
        </div>
      ) : (
        <>
          {decision.notice !== "" && (
            <p className="account-problem" role="alert">
              {decision.notice}
            </p>
          )}
          <SideCards pair={pair} keep={keep} onKeep={(which) => setChoice({ ...choice, keep: which })} />
          <FieldRows
            pair={pair}
            choice={choice}
            onChoose={(field, source) => setChoice({ ...choice, sources: { ...choice.sources, [field]: source } })}
          />
          {pair.membersDiffer && <MembersBox pair={pair} keep={keep} isOn={wantsMembers} onTurn={setMembers} />}
          <section className="account-panel pair-end">
            <h2>{words.happens}</h2>
            <Summary pair={pair} choice={choice} withMembers={withMembers} />
            <div className="account-buttons">
              <button
                className="button"
                type="button"
                disabled={decision.isBusy}
                onClick={() =>
                  decision.merge(
                    { from: from.listing, into: into.listing },
                    withMembers ? { from: from.member, into: into.member } : null,
                    takeOf(pair, choice),
                  )
                }
              >
                {decision.isBusy ? words.merging : words.merge}
              </button>
              <button className="button quiet" type="button" disabled={decision.isBusy} onClick={decision.tellApart}>
                {words.apart}
              </button>
              <button className="button quiet" type="button" disabled={decision.isBusy} onClick={decision.later}>
                {words.later}
              </button>
            </div>
          </section>
        </>
      )}
    </>
  );
}
