import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import type { Mailer } from "./mailer.ts";

const Kept = z.object({
  at: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  calendar: z.object({ method: z.string(), text: z.string() }).nullable(),
  unsubscribeUrl: z.string().optional(),
});
/** A mail that was put into a folder instead of being sent. */
export type Kept = z.infer<typeof Kept>;

/** Puts mails into a folder, where they can be looked at: none goes to anybody. */
export function folderMailer(folder: string, now: () => number): Mailer {
  return {
    async send({ to, subject, text, calendar, unsubscribeUrl }) {
      const at = new Date(now()).toISOString();
      const name = `${at.replaceAll(":", "-")}-${randomBytes(4).toString("hex")}`;
      const kept: Kept = { at, to, subject, text, calendar, unsubscribeUrl };
      await mkdir(folder, { recursive: true });
      const half = path.join(folder, `${name}.half`);
      await writeFile(half, JSON.stringify(kept, null, 1), { mode: 0o600 });
      await rename(half, path.join(folder, `${name}.json`));
    },
  };
}

/** The mails of a folder, the newest first. */
export async function keptMails(folder: string, most: number): Promise<Kept[]> {
  const names = await readdir(folder).catch(() => []);
  const newest = names
    .filter((name) => name.endsWith(".json"))
    .sort()
    .reverse()
    .slice(0, most);
  return Promise.all(
    newest.map(async (name) => Kept.parse(JSON.parse(await readFile(path.join(folder, name), "utf8")))),
  );
}
