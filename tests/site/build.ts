import path from "node:path";
import { readNpm } from "@mainstreet/functions/local/env";
import { ensureWebBuild } from "@mainstreet/functions/local/web";
import { loadWebBuild, type WebBuild } from "@mainstreet/functions/publish/web-build";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** The real build of the web, made anew when its sources have changed. */
export async function realWeb(): Promise<WebBuild> {
  const { dist } = await ensureWebBuild(ROOT, readNpm());
  return loadWebBuild(dist);
}
