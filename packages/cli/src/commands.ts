import type { Command } from "./shell.ts";

/** Every command; each is loaded only when it is called. */
export const COMMANDS: readonly Command[] = [
  {
    name: "import",
    summary: "Bring members in from a CSV file",
    run: async (args, shell) => (await import("./commands/import.ts")).run(args, shell),
  },
  {
    name: "publish",
    summary: "Write the whole site as plain files that any web server can host",
    run: async (args, shell) => (await import("./commands/publish.ts")).run(args, shell),
  },
  {
    name: "staff",
    summary: "Say who is staff: staff add you@example.org",
    run: async (args, shell) => (await import("./commands/staff.ts")).run(args, shell),
  },
  {
    name: "people",
    summary: "Erase again, after a backup was brought back, whoever was erased",
    run: async (args, shell) => (await import("./commands/people.ts")).run(args, shell),
  },
  {
    name: "backup",
    summary: "Write everything that is stored into a folder",
    run: async (args, shell) => (await import("./commands/backup.ts")).run(args, shell),
  },
  {
    name: "restore",
    summary: "Bring a backup back into an empty table",
    run: async (args, shell) => (await import("./commands/restore.ts")).run(args, shell),
  },
  {
    name: "aws",
    summary: "Make the secrets of a stage on AWS, and begin a chamber there",
    run: async (args, shell) => (await import("./commands/aws.ts")).run(args, shell),
  },
  {
    name: "help",
    summary: "Show this, or how to call a command: help import",
    run: async (args, shell) => (await import("./commands/help.ts")).run(args, shell, COMMANDS),
  },
];
