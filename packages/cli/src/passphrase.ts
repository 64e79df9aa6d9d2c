import { readFile } from "node:fs/promises";
import { ChamberError } from "@mainstreet/core/error";
import { type Shell, UsageError } from "./shell.ts";

/**
 * The passphrase of a backup: the first line of a file, or else that of the environment. It is never an argument, which
 * other people of the machine could read.
 * @throws `UsageError` where there is neither
 */
export async function readPassphrase(
  shell: Pick<Shell, "resolve">,
  { file, env }: { readonly file: string | undefined; readonly env: string | null },
): Promise<string> {
  if (file === undefined && env !== null) return env;
  if (file === undefined)
    throw new UsageError("Put the passphrase into MAINSTREET_PASSPHRASE, or name its file with --passphrase-file.");
  const text = await readFile(shell.resolve(file), "utf8").catch((cause: unknown) => {
    throw new ChamberError("not-found", `The passphrase file ${file} cannot be opened.`, { cause });
  });
  return text.split(/\r?\n/, 1).join("");
}
