import { apiNeeds } from "../aws/api-needs.ts";
import { readEnv } from "../aws/env.ts";
import { answerEvents, beside } from "../aws/gateway.ts";
import { log } from "../aws/open.ts";
import { kept } from "../kept.ts";
import { createApi } from "./create-api.ts";
import { answerElsewhere } from "./elsewhere.ts";

const app = kept(async () => {
  const { needs, checked } = await apiNeeds(readEnv());
  const fetch = beside(createApi(needs).fetch, answerElsewhere(needs));
  return checked.then(() => ({ fetch }));
});
export const handler = answerEvents(app, log);
app().catch(() => undefined); // Before the first request comes, which asks again for what has failed.
