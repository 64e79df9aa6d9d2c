import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError } from "./shell.ts";

/** What every command knows. */
export const HELP = { help: { type: "boolean", short: "h" } } as const;

/**
 * The arguments of a command, as Node reads them.
 * @param usage how the command is called, which stands below what was wrong
 * @throws `UsageError` for an argument that the command does not have
 */
export function parsed<const Config extends Omit<ParseArgsConfig, "args">>(
  args: readonly string[],
  usage: string,
  config: Config,
) {
  try {
    return parseArgs<Config>({ ...config, args: [...args] });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}
