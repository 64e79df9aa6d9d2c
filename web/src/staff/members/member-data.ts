import type { ChangeRequest } from "@mainstreet/core/change-request";
import type { Event } from "@mainstreet/core/event";
import type { Listing } from "@mainstreet/core/listing";
import type { Member } from "@mainstreet/core/member";
import type { Note } from "@mainstreet/core/note";
import type { Representative } from "@mainstreet/core/representative";
import type { Standing } from "@mainstreet/core/standing";
import type { Task } from "@mainstreet/core/task";
import { useQuery } from "@tanstack/react-query";
import { get } from "../ask.ts";
import type { Entry } from "../history/entry.ts";
import type { Colleague } from "../tasks/use-tasks.ts";

export type BriefEvent = Pick<Event, "id" | "slug" | "title" | "startsAt" | "status">;
type Attendance = { readonly event: BriefEvent; readonly size: number; readonly personKey: string };

/** All that staff see of a member at a glance. */
export type MemberHistory = {
  readonly member: Member;
  readonly standing: Standing & { readonly good: boolean; readonly hidden: boolean };
  readonly listings: readonly Pick<Listing, "id" | "slug" | "name" | "status" | "version" | "updatedAt">[];
  readonly people: readonly Pick<Representative, "personKey" | "email" | "role">[];
  readonly invitations: readonly { readonly email: string; readonly role: string }[];
  readonly hosts: readonly BriefEvent[];
  readonly coming: readonly Attendance[];
  readonly attended: readonly Attendance[];
  readonly notes: readonly Note[];
  readonly tasks: readonly Task[];
  readonly mails: readonly { readonly template: string; readonly createdAt: string; readonly failure: string | null }[];
  readonly changes: readonly ChangeRequest[];
  readonly audit: readonly Entry[];
  readonly staff: readonly Colleague[];
  readonly more: readonly string[];
};

/** A member with its whole history. */
export function useMember(id: string) {
  return useQuery({
    queryKey: ["member", id],
    queryFn: () => get<MemberHistory>(`staff/members/${id}/history`),
    enabled: /^mem_\w+$/.test(id),
  });
}
