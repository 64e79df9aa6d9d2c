import path from "node:path";
import { ensureWebBuild, npmOf } from "@mainstreet/functions/publish/build-web";
import { loadWebBuild, type WebBuild } from "@mainstreet/functions/publish/web-build";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** The real build of the web, made anew when its sources have changed. */
export async function realWeb(): Promise<WebBuild> {
  const { dist } = await ensureWebBuild(ROOT, npmOf(process.env));
  return loadWebBuild(dist);
}
