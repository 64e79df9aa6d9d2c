import type { Listing } from "@mainstreet/core/listing";
import type { Member } from "@mainstreet/core/member";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { pairFields, pairToasts, pairView as words } from "../../strings/en-console-duplicates.ts";
import { get, isStale, send, sentenceOf } from "../ask.ts";
import { complain, say } from "../toasts.tsx";
import { type Into, type Merged, mergeListings, mergeMembers, unmerge } from "./merging.ts";
import type { Pair } from "./pair.ts";
import { changedIn, readAgain } from "./read-again.ts";
import { dropPairs, putPair, refresh } from "./use-pairs.ts";

/** Members that are still two although their listings are one, and why. */
type Left = { readonly listings: Into<Listing>; readonly members: Into<Member>; readonly why: string };

/**
 * What can be decided about a pair, and what becomes of it.
 * @param later the pairs that come behind it
 * @param onNext told with which pair to go on
 */
export function useDecision(pair: Pair, later: readonly Pair[], onNext: (next: Pair | undefined) => void) {
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [notice, setNotice] = useState("");
  const [left, setLeft] = useState<Left | null>(null);
  const [a, b] = [pair.a.listing, pair.b.listing];

  async function busily(act: () => Promise<void>): Promise<void> {
    setBusy(true);
    try {
      await act();
    } catch (error) {
      complain(error);
    } finally {
      setBusy(false);
    }
  }

  /** Goes on without the pairs that are dealt with. */
  function done(isDone: (each: Pair) => boolean): void {
    onNext(later.find((each) => !isDone(each)));
    dropPairs(client, isDone);
  }

  function finish(merged: Merged): void {
    const { from, into } = merged.listings;
    const text = from.name === into.name ? pairToasts.mergedTwice(into.name) : pairToasts.merged(from.name, into.name);
    say(text, async () => {
      for (const sentence of await unmerge(merged)) complain(new Error(sentence));
      refresh(client);
    });
    done((each) => [each.a, each.b].some(({ listing }) => listing.id === from.id));
    refresh(client);
  }

  async function mergeTheMembers(listings: Into<Listing>, members: Into<Member>): Promise<void> {
    try {
      await mergeMembers(members);
    } catch (error) {
      const [from, into] = await Promise.all(
        [members.from, members.into].map(({ id }) => get<Member>(`members/${id}`)),
      );
      setLeft({ listings, members: from && into ? { from, into } : members, why: sentenceOf(error) });
      return;
    }
    finish({ listings, members });
  }

  async function lookAgain(): Promise<void> {
    const now = await readAgain(pair);
    if (!now) {
      dropPairs(client, (each) => each === pair);
      return;
    }
    const changes = (["a", "b"] as const).flatMap((which) => {
      const fields = changedIn(pair, now, which).map((field) => pairFields[field].toLowerCase());
      return fields.length > 0 ? [words.changed(words.side[which], fields.join(", "))] : [];
    });
    putPair(client, now);
    setNotice([words.stale, ...(changes.length > 0 ? changes : [words.changedElse])].join(" "));
  }

  return {
    isBusy,
    notice,
    left,
    merge: (listings: Into<Listing>, members: Into<Member> | null, take: unknown) =>
      void busily(async () => {
        setNotice("");
        try {
          await mergeListings(listings, take);
        } catch (error) {
          if (!isStale(error)) throw error;
          await lookAgain();
          return;
        }
        if (members) await mergeTheMembers(listings, members);
        else finish({ listings, members });
      }),
    tryMembers: () =>
      void busily(async () => {
        if (left) await mergeTheMembers(left.listings, left.members);
      }),
    leaveMembers: () => {
      if (left) finish({ listings: left.listings, members: null });
    },
    tellApart: () =>
      void busily(async () => {
        await send("POST", "staff/distinct", { body: { a: a.id, b: b.id } });
        say(pairToasts.apart(a.name, b.name), async () => {
          await send("DELETE", `staff/distinct/${a.id}/${b.id}`);
          refresh(client);
        });
        done((each) => each === pair);
      }),
    later: () => onNext(later[0]),
  };
}
