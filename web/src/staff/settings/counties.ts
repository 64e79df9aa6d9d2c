import type { Point } from "@mainstreet/core/outline";
import { contains, type Region } from "@mainstreet/core/region";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import countiesUrl from "us-atlas/counties-10m.json?url";
import { bordersIn, type Coordinates } from "./shape.ts";

type Named = { readonly name: string };
type Atlas = Topology<{ counties: GeometryCollection<Named>; states: GeometryCollection<Named> }>;

/** A county with the state it is in and its border. */
export type County = { readonly id: string; readonly name: string; readonly stateId: string };

export type Counties = {
  readonly states: readonly { readonly id: string; readonly name: string }[];
  readonly counties: readonly County[];
  /** The border of a county by its id. */
  readonly borderOf: (id: string) => Coordinates | null;
  /** The counties in which some points lie. */
  readonly at: (points: readonly Point[]) => readonly County[];
};

/** The counties of the United States (US Census Bureau, by us-atlas): nearly a megabyte, so read when they are wanted. */
export async function readCounties(): Promise<Counties> {
  const response = await fetch(countiesUrl);
  const atlas: Atlas = await response.json();
  const { counties, states } = atlas.objects;
  const named = ({ id, properties }: GeometryCollection<Named>["geometries"][number]) => {
    return { id: String(id), name: properties && "name" in properties ? properties.name : "" };
  };
  const geometries = new Map(counties.geometries.map((each) => [String(each.id), each]));
  let shapes: ReadonlyMap<string, Coordinates> | null = null;
  const borderOf = (id: string): Coordinates | null => {
    const found = geometries.get(id);
    return found ? bordersIn(feature(atlas, found)) : null;
  };
  const byName = (a: Named, b: Named): number => a.name.localeCompare(b.name);
  const all = counties.geometries
    .map(named)
    // The first two digits of a county's number are those of its state (FIPS).
    .map((county) => ({ ...county, stateId: county.id.slice(0, 2) }))
    .sort(byName);
  return {
    states: states.geometries.map(named).sort(byName),
    counties: all,
    borderOf,
    at: (points) => {
      // A tenth of a second of work, so done once, and only where somebody asks.
      shapes ??= new Map(all.map(({ id }) => [id, borderOf(id) ?? []]));
      const [west, east] = [Math.min(...points.map(([lon]) => lon)), Math.max(...points.map(([lon]) => lon))];
      return all.filter(({ id, name }) => {
        const coordinates = shapes?.get(id) ?? [];
        const lons = coordinates.flat(2).map(([lon]) => lon);
        if (Math.max(...lons) < west || Math.min(...lons) > east) return false;
        const region: Region = { name, shape: { type: "MultiPolygon", coordinates } };
        return points.some(([lon, lat]) => contains(region, { lon, lat }));
      });
    },
  };
}
