import { type Command, type Shell, UsageError } from "../shell.ts";

/** Lists the commands, or shows how to call one. */
export async function run(args: readonly string[], shell: Shell, commands: readonly Command[]): Promise<number> {
  const [name] = args;
  if (name === undefined || name === "help") {
    const width = Math.max(...commands.map((command) => command.name.length));
    const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
    shell.print(["npm run mainstreet -- COMMAND", "", ...lines].join("\n"));
    return 0;
  }
  const command = commands.find((c) => c.name === name);
  if (!command) throw new UsageError(`There is no command “${name}”.`);
  return command.run(["--help"], shell);
}
