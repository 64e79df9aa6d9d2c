import { readEnv } from "../aws/env.ts";
import { publishNeeds } from "../aws/publish-needs.ts";
import { publishEvents } from "./publish-events.ts";

export const handler = publishEvents(publishNeeds(readEnv()));
