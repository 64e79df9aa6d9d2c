import { countFacets } from "./facets.ts";
import { forgive } from "./forgive.ts";
import { openMarks } from "./open-marks.ts";
import type { Plugs } from "./plug.ts";

/** Everything that an engine can be given besides. */
export const PLUGS: Plugs = { forgive, openMarks, countFacets };
