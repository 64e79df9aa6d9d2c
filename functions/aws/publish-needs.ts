import path from "node:path";
import { kept } from "../kept.ts";
import { createPublisher, type Publisher } from "../publish/publisher.ts";
import { loadWebBuild } from "../publish/web-build.ts";
import { openBuckets } from "./buckets.ts";
import { type Env, endpointOf } from "./env.ts";
import { invoker } from "./invoke.ts";
import { callsOf, log, now, openStage, random, sleep } from "./open.ts";

/** Requests to S3 mostly wait. */
const AT_ONCE = 24;

/** What the publisher's function works with on AWS. */
export function publishNeeds(env: Env) {
  const call = callsOf(env);
  return {
    ...{ now, sleep, log },
    publisher: kept(async (): Promise<Publisher> => {
      const [{ table, parameters, checked }, web] = await Promise.all([
        openStage(env, call),
        loadWebBuild(path.join(env.LAMBDA_TASK_ROOT, "web")),
      ]);
      await checked;
      const { site, part } = openBuckets(env);
      return createPublisher({
        ...{ table, site, web, now, sleep, log },
        workshop: part("publisher"),
        media: part("media"),
        address: { origin: parameters.origin, base: "/" },
        holder: Buffer.from(random(12)).toString("hex"),
        atOnce: AT_ONCE,
      });
    }),
    callLater: () => invoker(call, endpointOf("lambda")).leave(env.AWS_LAMBDA_FUNCTION_NAME, { publish: "late" }),
  };
}
