import { ChamberError } from "@mainstreet/core/error";
import { dateIn } from "@mainstreet/core/local-date";
import type { Now } from "@mainstreet/core/needs";
import type { Table } from "@mainstreet/store/table";
import type { Log } from "../log.ts";
import { allEntities } from "./entities.ts";
import { type PlanFor, planSite } from "./plan.ts";
import { show } from "./shown.ts";
import type { SiteFiles } from "./site-files.ts";
import { HEAD_FILE, snapshotStep } from "./snapshot-files.ts";
import { Source } from "./source.ts";
import { headFile } from "./write-out.ts";

/**
 * Draws the whole site from the table into a place of its own, knowing nothing of what is there already, and removes what
 * does not belong. It shares no step with an incremental publish but the drawing itself.
 * @returns the paths of the site
 * @throws `not-found` when the chamber has not been set up
 */
export async function exportSite(
  needs: Omit<PlanFor, "snapshot"> & {
    table: Table;
    site: SiteFiles;
    now: Now;
    log: Log;
    progress?: (done: number, of: number) => void;
  },
): Promise<string[]> {
  const { table, site, now, log, progress } = needs;
  const source = Source.empty();
  for await (const entity of allEntities(table, log)) source.put(entity);
  const directory = source.directory();
  if (!directory) throw new ChamberError("not-found", "This chamber has not been set up yet. Run `npm start` once.");
  const showing = show(directory, dateIn(directory.chamber.zone, now()));
  const snapshot = snapshotStep(showing, null);
  const plan = planSite(showing, { ...needs, snapshot: snapshot.names.base });
  let done = 0;
  for (const [path, file] of plan.files) {
    const bytes = await file.make();
    if (bytes) await site.write(path, bytes);
    else log({ level: "error", event: "picture-missing" });
    if (++done % 100 === 0 || done === plan.files.size) progress?.(done, plan.files.size);
  }
  for (const [path, bytes] of snapshot.files) await site.write(path, bytes);
  await site.write(HEAD_FILE, headFile(snapshot.names));
  const paths = [...plan.files.keys(), ...snapshot.files.keys(), HEAD_FILE];
  const known = new Set(paths);
  for (const path of await site.list("")) if (!known.has(path)) await site.remove(path);
  return paths;
}
