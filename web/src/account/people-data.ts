import type { Application } from "@mainstreet/core/application";
import type { Claim } from "@mainstreet/core/claim";
import type { Missing } from "@mainstreet/core/missing";

/* What the API answers about people who want in, as far as the page of staff uses it. */

/** That somebody says a listing is theirs, with what the listing says. */
export type StaffClaim = Claim & {
  readonly listing: string;
  readonly slug: string;
  readonly website: string;
  /** Whether it has a page that one can look at. */
  readonly shown: boolean;
};

export type { Application };

/** A new member whose listing is not shown yet. */
export type Accepted = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly decidedAt: string | null;
  readonly listing: { readonly id: string; readonly name: string; readonly version: number };
  readonly missing: readonly Missing[];
};

export type Level = { readonly id: string; readonly name: string; readonly rank: number };
