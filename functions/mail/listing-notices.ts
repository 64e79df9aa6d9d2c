import { ChamberError } from "@mainstreet/core/error";
import type { Listing } from "@mainstreet/core/listing";
import type { ListingNotice } from "@mainstreet/store/listing-notice-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as PersonStore from "@mainstreet/store/person-store";
import type { Table } from "@mainstreet/store/table";
import { listingNotices } from "./en.ts";
import type { Message } from "./mailer.ts";
import type { Sender } from "./messages.ts";

/** The mail of a notice with its reason opened; null when the person is gone, or acts for the listing's member no longer. */
export async function listingNoticeMessage(
  table: Table,
  { template, personKey, listingId, fields, reason }: ListingNotice,
  { chamber, from, origin }: Sender,
): Promise<Message | null> {
  const [person, listing] = await Promise.all([PersonStore.find(table, personKey), listingOf(table, listingId)]);
  if (!person?.represents.some(({ memberId }) => memberId === listing?.memberId) || !listing) return null;
  const { subject, opening } = listingNotices[template];
  // Nothing but a place to look at: machines open the links of mails.
  const page = `${origin}/account/listings/?id=${listingId}`;
  const lines = [
    opening(
      listing.name,
      fields.map((field) => listingNotices.fields[field]),
    ),
    ...(reason && ["", reason]),
    "",
    `${listingNotices.page}: ${page}`,
    "",
    chamber.name,
    "",
  ];
  return {
    from: { name: chamber.name, address: from },
    replyTo: chamber.email || null,
    to: person.email,
    subject: subject(listing.name),
    text: lines.join("\n"),
    calendar: null,
  };
}

async function listingOf(table: Table, id: string): Promise<Listing | null> {
  try {
    return await ListingStore.get(table, id);
  } catch (error) {
    if (error instanceof ChamberError && error.code === "not-found") return null;
    throw error;
  }
}
