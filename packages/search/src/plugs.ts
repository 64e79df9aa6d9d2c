import { areaOf } from "./area.ts";
import { countFacets } from "./facets.ts";
import { forgive } from "./forgive.ts";
import { nearOf } from "./nearest.ts";
import { openMarks } from "./open-marks.ts";
import type { Plugs } from "./plug.ts";

/** Everything that an engine can be given besides. */
export const PLUGS: Plugs = { areaOf, nearOf, forgive, openMarks, countFacets };
