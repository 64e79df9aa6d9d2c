import { readEnv } from "../aws/env.ts";
import { tickNeeds } from "../aws/tick-needs.ts";
import { tickEvents } from "./tick-events.ts";

export const handler = tickEvents(tickNeeds(readEnv()));
