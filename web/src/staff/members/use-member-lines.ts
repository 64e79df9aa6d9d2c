import { useMemo } from "react";
import { last } from "../last.ts";
import { useChamber, useListings, useMembers } from "../rows.ts";
import { ordersOf } from "../table/order.ts";
import { todayIn } from "../today.ts";
import { type MemberLine, memberLines } from "./member-line.ts";

const linesOf = last((...of: Parameters<typeof memberLines>) => ordersOf(memberLines(...of)));
const NONE = ordersOf<MemberLine>([]);

/** All members as tables show them, once members, listings and the chamber are read. */
export function useMemberLines() {
  const [members, listings, chamber] = [useMembers(), useListings(), useChamber()];
  const orders = useMemo(() => {
    if (!members.data || !listings.data || !chamber.data) return NONE;
    return linesOf(members.data, listings.data, chamber.data, todayIn(chamber.data.zone, Date.now()));
  }, [members.data, listings.data, chamber.data]);
  const parts = [members, listings, chamber];
  return {
    lines: orders.rows,
    /** The same in the orders of a table. */
    orders,
    chamber: chamber.data,
    isLoading: parts.some(({ isPending }) => isPending),
    error: parts.find(({ error }) => error)?.error ?? null,
  };
}
