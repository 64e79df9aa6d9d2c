import type { Task } from "@mainstreet/core/task";
import { useQuery } from "@tanstack/react-query";
import { get } from "../ask.ts";

/** Somebody of the staff. */
export type Colleague = { readonly personKey: string; readonly name: string; readonly email: string };

type Page = {
  readonly tasks: readonly Task[];
  readonly staff: readonly Colleague[];
  readonly cursor: string | null;
};

/** The open tasks of all staff, and the staff that they can be given to. */
export function useTasks() {
  return useQuery({ queryKey: ["tasks"], queryFn: () => get<Page>("staff/tasks?limit=100") });
}
