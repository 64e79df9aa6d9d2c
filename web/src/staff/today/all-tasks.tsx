import type { LocalDate } from "@mainstreet/core/local-date";
import { type ReactNode, useMemo } from "react";
import { linkTo } from "../address.ts";
import { useMembers } from "../rows.ts";
import { Tasks } from "../tasks/tasks.tsx";
import { useTasks } from "../tasks/use-tasks.ts";

/** The open tasks of all staff, each with the member that it is about. */
export function AllTasks({ today }: { readonly today: LocalDate }): ReactNode {
  const { data: page } = useTasks();
  const { data: members } = useMembers();
  const names = useMemo(() => new Map(members?.map(({ id, name }) => [id, name])), [members]);
  return (
    <Tasks
      memberId={null}
      tasks={page?.tasks}
      staff={page?.staff ?? []}
      today={today}
      subjectOf={({ memberId: id }) => id && <a href={linkTo("/staff/member/", { id })}>{names.get(id)}</a>}
    />
  );
}
