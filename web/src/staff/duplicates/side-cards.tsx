import type { ReactNode } from "react";
import { base } from "../../account/dom.ts";
import { pairView as words } from "../../strings/en-console-duplicates.ts";
import { listingStates } from "../../strings/en-console-listings.ts";
import { linkTo } from "../address.ts";
import type { Pair, Which } from "./pair.ts";

type Props = { readonly pair: Pair; readonly keep: Which; readonly onKeep: (which: Which) => void };

/** The two listings of a pair, and which of them stays. */
export function SideCards({ pair, keep, onKeep }: Props): ReactNode {
  return (
    <fieldset className="pair-sides">
      <legend>{words.stays}</legend>
      {(["a", "b"] as const).map((which) => {
        const { listing, member, memberListings } = pair[which];
        const { street, town } = listing.address;
        const side = words.side[which];
        return (
          <div key={which} className="account-panel pair-side">
            <label>
              <input type="radio" name="keep" checked={keep === which} onChange={() => onKeep(which)} />
              <span className="pair-letter">{side}</span>
              <strong>{listing.name}</strong>
            </label>
            <p className={keep === which ? "state" : "state hidden"}>{keep === which ? words.keep : words.goes}</p>
            <p className="account-hint">
              {[street, town].filter(Boolean).join(", ")}
              <br />
              {words.made(listing.createdAt.slice(0, 10))}
              {listing.status !== "published" && ` · ${listingStates[listing.status]}`}
            </p>
            <p className="account-hint">
              {words.member}{" "}
              <a href={linkTo("/staff/member/", { id: member.id })}>{words.ofMember(member.name, memberListings)}</a>
            </p>
            {listing.status === "published" && (
              <p className="account-hint">
                <a
                  href={`${base()}members/${listing.slug}/`}
                  target="_blank"
                  rel="noopener"
                  aria-label={words.lookOf(side)}
                >
                  {words.look}
                </a>
              </p>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
