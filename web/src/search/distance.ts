import { filters } from "../strings/en-screen.ts";

const METERS_PER_MILE = 1609.344;

/** How far away something is, in the units of the chamber. */
export function distanceWords(meters: number, units: string): string {
  return units === "km" ? filters.kilometersAway(meters / 1000) : filters.milesAway(meters / METERS_PER_MILE);
}

/** The distances to choose from, in metres, with their names. */
export function radiusChoices(units: string): { meters: number; name: string }[] {
  const unit = units === "km" ? 1000 : METERS_PER_MILE;
  return [1, 5, 10, 25].map((count) => ({
    meters: Math.round(count * unit),
    name: filters.within(`${count} ${units === "km" ? "km" : "mi"}`),
  }));
}
