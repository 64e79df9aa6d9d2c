import { businesses, grouped } from "./en-count.ts";

/* The words of filters and map, fetched with them. */

export const cardFoot = {
  call: (phone: string, name: string) => `${phone}, call ${name}`,
  joined: (date: string) => `Joined ${date}`,
  showOnMap: (name: string) => `Show ${name} on the map`,
} as const;

export const filters = {
  more: (count: number) => (count === 0 ? "Filters" : `Filters · ${count}`),
  found: (count: number) => (count === 0 ? "No businesses" : businesses(count)),
  anyCategory: "All categories",
  anyTown: "All towns",
  category: "Category",
  town: "Town",
  tags: "Good to know",
  distance: "Distance",
  anyDistance: "Any distance",
  within: (distance: string) => `Within ${distance}`,
  choice: (name: string, count: number) => `${name} (${grouped(count)})`,
  loading: "Opening the filters …",
  open: "Open now",
  in: (place: string) => `In ${place}`,
  near: (place: string) => `Near ${place}`,
  nearYou: "Near you",
  area: "In this part of the map",
  remove: (filter: string) => `${filter}, remove`,
  clear: "Clear all",
  locating: "Finding out where you are …",
  refused: "Your browser does not tell where you are. Type a town or a ZIP code instead, such as “bakery near 12401”.",
  noPosition: "Where you are could not be found out. Type a town or a ZIP code instead.",
  tooSlow: "Finding out where you are took too long. Try again, or type a town or a ZIP code.",
  nearestFirst: "Nearest first",
  bestFirst: "Best match first",
  notWhole: "from a part of the directory: move the map closer, or name a town, for all of it",
  turns: "In today’s order: everybody takes a turn at the top",
  nothing: "Nothing matches all of this together. Loosen it a little:",
  without: (filter: string) => `Without “${filter}”`,
  wider: "Search beyond this part of the map",
  milesAway: (miles: number) =>
    miles < 0.1 ? "under 0.1 mi" : `${miles < 10 ? miles.toFixed(1) : Math.round(miles)} mi`,
  kilometersAway: (km: number) =>
    km < 1 ? `${Math.max(50, Math.round(km * 20) * 50)} m` : `${km < 10 ? km.toFixed(1) : Math.round(km)} km`,
} as const;

export const map = {
  title: "Map",
  show: "Show map",
  hide: "Hide map",
  loading: "Drawing the map …",
  follow: "Search as the map moves",
  here: "Search this area",
  unavailable: "The map cannot be drawn on this device. The list has every business.",
  unreachable: "The map could not be fetched. The list has every business.",
  noPoints: "The businesses could not be put on the map. The list has every one of them.",
  plainStyle: "The street map does not answer; this is the plain one.",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  pan: { left: "Move left", right: "Move right", up: "Move up", down: "Move down" },
  windowsZoom: "Hold Ctrl and scroll to zoom",
  macZoom: "Hold ⌘ and scroll to zoom",
  twoFingers: "Move the map with two fingers",
  attribution: "About this map",
  close: "Close",
  count: (count: number) => `${grouped(count)} at this place`,
  more: (count: number) => `and ${grouped(count)} more: zoom in`,
} as const;
