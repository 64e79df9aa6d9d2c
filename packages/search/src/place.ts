import type { Box } from "./entry.ts";

/** One unit of a stored position, in degrees: about 1.1 m of latitude. */
const UNITS_PER_DEGREE = 1e5;
export const MAX_X = 180 * UNITS_PER_DEGREE;
export const MAX_Y = 90 * UNITS_PER_DEGREE;

/** Degrees to the nearest whole unit of 1e-5 degrees. RangeError when the angle is not within ±`limit` units. */
export function toUnits(degrees: number, limit: number): number {
  // Adding zero turns −0 into 0: one place must have one spelling.
  const units = Math.round(degrees * UNITS_PER_DEGREE) + 0;
  if (!(Math.abs(units) <= limit)) throw new RangeError(`${degrees} is not a latitude or longitude in degrees`);
  return units;
}

/** Units to degrees: the number that the decimal with five places is read as. */
export function toDegrees(units: number): number {
  return units / UNITS_PER_DEGREE;
}

// A bound such as 7.12345 degrees may come out as 712345.0000000001 units and must still include its own line.
const SLACK = 1e-6;

/**
 * A box in degrees as the units that lie in it. Longitudes beyond ±180, as a map that was dragged around the world
 * reports them, are brought back; `west` greater than `east` spans the 180th meridian. An infinite or missing number
 * gives a box that contains nothing.
 */
export function toUnitBox(box: Box): Box {
  const wholeWorld = box.east - box.west >= 360;
  return {
    west: wholeWorld ? -MAX_X : Math.ceil(intoRange(box.west) * UNITS_PER_DEGREE - SLACK),
    south: Math.ceil(box.south * UNITS_PER_DEGREE - SLACK),
    east: wholeWorld ? MAX_X : Math.floor(intoRange(box.east) * UNITS_PER_DEGREE + SLACK),
    north: Math.floor(box.north * UNITS_PER_DEGREE + SLACK),
  };
}

function intoRange(longitude: number): number {
  if (longitude >= -180 && longitude <= 180) return longitude;
  return ((((longitude + 180) % 360) + 360) % 360) - 180;
}
