import type { Character } from "./character.ts";
import { BEACON } from "./towns/beacon.ts";
import { KINGSTON_RONDOUT } from "./towns/kingston-rondout.ts";
import { KINGSTON_STOCKADE } from "./towns/kingston-stockade.ts";
import { NEW_PALTZ } from "./towns/new-paltz.ts";
import { POUGHKEEPSIE_AND_HYDE_PARK } from "./towns/poughkeepsie-and-hyde-park.ts";
import { RHINEBECK_AND_RED_HOOK } from "./towns/rhinebeck-and-red-hook.ts";
import { ROSENDALE_AND_STONE_RIDGE } from "./towns/rosendale-and-stone-ridge.ts";
import { WOODSTOCK_AND_SAUGERTIES } from "./towns/woodstock-and-saugerties.ts";

/** Everybody in the made-up chamber, in a fixed order: of two places with one name the first gets the plain address. */
export const CHARACTERS: readonly Character[] = [
  ...KINGSTON_STOCKADE,
  ...KINGSTON_RONDOUT,
  ...RHINEBECK_AND_RED_HOOK,
  ...WOODSTOCK_AND_SAUGERTIES,
  ...NEW_PALTZ,
  ...ROSENDALE_AND_STONE_RIDGE,
  ...POUGHKEEPSIE_AND_HYDE_PARK,
  ...BEACON,
];
