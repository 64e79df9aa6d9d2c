import { type ReactNode, useEffect, useRef } from "react";
import { duplicatesView as words } from "../../strings/en-console-duplicates.ts";
import { go, linkTo, useAddress } from "../address.ts";
import { sentenceOf } from "../ask.ts";
import { say } from "../toasts.tsx";
import { Heading } from "../view-heading.tsx";
import { hrefOfPair, type Pair, pairName } from "./pair.ts";
import { PairList } from "./pair-list.tsx";
import { PairView } from "./pair-view.tsx";
import { usePairs } from "./use-pairs.ts";

/** So near the end of what was read, more of it is read. */
const AHEAD = 3;

/** Listings that may be of one business: all pairs, or the one that is looked at. */
export function DuplicatesView(): ReactNode {
  const { params } = useAddress();
  const { pairs, total, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = usePairs();
  const opened = [params.get("a"), params.get("b")].filter(Boolean).join(" ");
  const at = pairs.findIndex((pair) => pairName(pair) === opened);
  const pair = pairs[at];
  const isShort = opened !== "" && hasNextPage && !isFetchingNextPage && (at < 0 || at >= pairs.length - AHEAD);
  useEffect(() => {
    if (isShort) void fetchNextPage();
  }, [isShort, fetchNextPage]);
  const place = useFocusOnHeading(opened);

  /** @param next the pair to go on with, or undefined behind the last one */
  function goOn(next: Pair | undefined): void {
    if (!next) say(words.last);
    go(next ? hrefOfPair(next) : linkTo("/staff/duplicates/"));
  }

  const isLooking = isPending || (opened !== "" && !pair && hasNextPage);
  return (
    <div className="duplicates" ref={place}>
      {opened !== "" && (
        <p className="account-back">
          <a href={linkTo("/staff/duplicates/")}>‹ {words.back}</a>
        </p>
      )}
      {pair ? (
        <PairView key={opened} pair={pair} at={at} pairs={pairs} total={total} onNext={goOn} />
      ) : (
        <>
          <Heading title={words.title} lead={words.lead} />
          {error && <p className="account-problem">{sentenceOf(error)}</p>}
          {isLooking && !error && <p role="status">{words.loading}</p>}
          {opened !== "" && !isLooking && !error && <Gone next={pairs[0]} />}
          {opened === "" && !isPending && !error && <PairList pairs={pairs} total={total} />}
          {opened === "" && hasNextPage && (
            <p>
              <button
                className="button quiet"
                type="button"
                disabled={isFetchingNextPage}
                onClick={() => void fetchNextPage()}
              >
                {words.more}
              </button>
            </p>
          )}
        </>
      )}
    </div>
  );
}

function Gone({ next }: { readonly next: Pair | undefined }): ReactNode {
  return (
    <div className="account-notice">
      <p>{words.gone}</p>
      {next && (
        <p>
          <a href={hrefOfPair(next)}>{words.next}</a>
        </p>
      )}
    </div>
  );
}

/** Whatever is opened next is heard: its heading takes the focus, but for what the page began with. */
function useFocusOnHeading(opened: string) {
  const place = useRef<HTMLDivElement>(null);
  const last = useRef(opened);
  useEffect(() => {
    if (last.current === opened) return;
    last.current = opened;
    place.current?.querySelector("h1")?.focus({ preventScroll: true });
  }, [opened]);
  return place;
}
