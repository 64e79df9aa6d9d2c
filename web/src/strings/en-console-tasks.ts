/* What staff read of what they have to do. */

export const tasks = {
  title: "Tasks",
  none: "Nothing to do.",
  begin: "Add a task",
  what: "What is to be done",
  when: "By",
  who: "Who",
  anybody: "Whoever comes to it",
  add: "Add",
  due: (day: string, today: string) =>
    day < today ? `overdue since ${day}` : day === today ? "due today" : `due ${day}`,
  finished: (title: string) => `Done: ${title}`,
} as const;
