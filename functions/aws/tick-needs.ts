import { system } from "@mainstreet/core/actor";
import * as Chamber from "@mainstreet/core/chamber";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import { kept } from "../kept.ts";
import type { TickNeeds } from "../tick/tick.ts";
import { openImportFiles } from "../upload/import-files.ts";
import { openPictures } from "../upload/pictures.ts";
import { openBuckets } from "./buckets.ts";
import type { Env } from "./env.ts";
import { postOfficeOf } from "./mail-needs.ts";
import { callsOf, log, now, openStage, random, sleep } from "./open.ts";

/** What the function of the clock works with on AWS. The first tick of all makes the chamber that staff then fill in. */
export function tickNeeds(env: Env): () => Promise<TickNeeds> {
  return kept(async () => {
    const opened = await openStage(env, callsOf(env));
    await opened.checked;
    const { table, keyring } = opened;
    if (!(await ChamberStore.find(table))) {
      await ChamberStore.create(
        table,
        { actor: system("start"), now: now(), random, keyring, remember: null },
        Chamber.BLANK,
      );
    }
    const { part } = openBuckets(env);
    const draw = () => Promise.reject(new Error("Nothing is uploaded here."));
    return {
      ...{ table, keyring, now, sleep, random, log },
      post: postOfficeOf(env, opened),
      pictures: openPictures({ quarantine: part("quarantine"), media: part("media"), draw, now, random }),
      imports: openImportFiles({ files: part("imports"), now }),
    };
  });
}
