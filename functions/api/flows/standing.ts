import { Event } from "@mainstreet/core/event";
import { LARGEST_PARTY, Party } from "@mainstreet/core/party";
import { Attempt, Registration } from "@mainstreet/core/registration";
import { freeSeats, type Seats } from "@mainstreet/core/seats";
import * as z from "zod";
import { openness } from "../forms/en.ts";

/** A party as people send and get it: its address is apart, since it cannot be changed. */
export const SentParty = Party.extend({
  registrant: Party.shape.registrant.omit({ email: true }),
  guests: z
    .array(Party.shape.guests.element)
    .max(LARGEST_PARTY - 1, `may be ${LARGEST_PARTY - 1} at most: with you that is a party of ${LARGEST_PARTY}`),
});
export type SentParty = z.infer<typeof SentParty>;

/** What everybody may know of an event that they can register for. */
export const OpenEvent = z
  .strictObject({
    ...Event.pick({ slug: true, title: true, type: true, zone: true, startsAt: true, endsAt: true, openTo: true })
      .shape,
    registration: z.enum(["soon", "open", "over", "cancelled"]),
    capacity: z.int(),
    free: z.int(),
  })
  .meta({ id: "OpenEvent" });

/** What the person sees of their own registration. */
export const OwnRegistration = z.strictObject({
  ...Registration.pick({
    status: true,
    size: true,
    passedOver: true,
    createdAt: true,
    confirmedAt: true,
    cancelledAt: true,
    version: true,
  }).shape,
  id: Attempt,
  party: SentParty,
  /** About the how-manieth on the waitlist it is; null when it is not there. */
  place: z.int().nullable(),
});

/** How somebody stands who has proved a mailbox. */
export const Standing = z
  .strictObject({ event: OpenEvent, email: z.string(), registration: OwnRegistration.nullable() })
  .meta({ id: "Standing" });

/** The public part of an event and its seats. */
export function openEvent(event: Event, seats: Seats, now: number): z.infer<typeof OpenEvent> {
  const { slug, title, type, zone, startsAt, endsAt, openTo } = event;
  const { capacity } = seats;
  const registration = openness(seats, now);
  return { slug, title, type, zone, startsAt, endsAt, openTo, registration, capacity, free: freeSeats(seats) };
}

/** A registration as its owner sees it. @param place about the how-manieth on the waitlist it is */
export function ownRegistration(of: Registration, place: number | null): z.infer<typeof OwnRegistration> {
  const { attempt: id, status, size, passedOver, createdAt, confirmedAt, cancelledAt, version } = of;
  const { registrant, ...party } = of.party;
  const { email: _, ...rest } = registrant;
  const sent = { ...party, registrant: rest };
  return { id, status, size, passedOver, createdAt, confirmedAt, cancelledAt, version, party: sent, place };
}

/** The party as it is kept. */
export function keptParty(party: SentParty, email: string): Party {
  return { ...party, registrant: { ...party.registrant, email } };
}
