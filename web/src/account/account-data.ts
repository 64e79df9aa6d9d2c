import type { MemberRole, StaffRole } from "@mainstreet/core/actor";
import type { Rule } from "@mainstreet/core/approval";
import type { ChangeRequest, Own } from "@mainstreet/core/change-request";
import type { OwnField } from "@mainstreet/core/own-field";

/* What the API answers, as far as these pages use it. */

type Visibility = "nobody" | "attendees" | "everyone";

export type Account = {
  readonly personKey: string;
  readonly email: string;
  readonly name: string;
  readonly visibility: Visibility;
  readonly signIns: number;
  readonly staff: StaffRole | null;
  readonly passkeyNeeded: boolean;
  readonly members: readonly { readonly id: string; readonly name: string; readonly role: MemberRole }[];
  readonly invitations: readonly { readonly memberId: string; readonly name: string; readonly role: MemberRole }[];
  /** What waits for staff to let a business in. */
  readonly applications: readonly { readonly id: string; readonly name: string; readonly createdAt: string }[];
  readonly passkeys: number;
  readonly recent: boolean;
};

export type Session = {
  readonly id: string;
  readonly device: string;
  readonly createdAt: string;
  readonly seenAt: string;
  readonly current: boolean;
};

type OwnListing = Own & {
  readonly id: string;
  readonly memberId: string;
  readonly slug: string;
  readonly confirmedOn: string | null;
  readonly version: number;
  readonly status: "published" | "hidden";
  readonly outside: boolean;
};

export type ListingAndPending = { readonly listing: OwnListing; readonly pending: ChangeRequest | null };

export type OwnListingRead = ListingAndPending & {
  readonly past: readonly ChangeRequest[];
  readonly rules: Readonly<Record<OwnField, Rule>>;
  readonly included: { readonly photos: number; readonly deals: boolean };
};

export type Changed = ListingAndPending & {
  readonly applied: readonly OwnField[];
  readonly waiting: readonly OwnField[];
};

export type Category = { readonly id: string; readonly name: string; readonly parentId: string | null };

/** A change that staff look at. */
export type ToSee = {
  readonly change: ChangeRequest;
  readonly listing: { readonly id: string; readonly slug: string; readonly name: string; readonly status: string };
  /** What the listing says now, of the fields that the change names. */
  readonly now: Partial<Own>;
};
