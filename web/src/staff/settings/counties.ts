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
};

/** The counties of the United States (US Census Bureau, by us-atlas): nearly a megabyte, so read when they are wanted. */
export async function readCounties(): Promise<Counties> {
  const response = await fetch(countiesUrl);
  const atlas: Atlas = await response.json();
  const { counties, states } = atlas.objects;
  const named = ({ id, properties }: GeometryCollection<Named>["geometries"][number]) => {
    return { id: String(id), name: properties && "name" in properties ? properties.name : "" };
  };
  const byName = (a: Named, b: Named): number => a.name.localeCompare(b.name);
  return {
    states: states.geometries.map(named).sort(byName),
    counties: counties.geometries
      .map(named)
      // The first two digits of a county's number are those of its state (FIPS).
      .map((county) => ({ ...county, stateId: county.id.slice(0, 2) }))
      .sort(byName),
    borderOf: (id) => {
      const found = counties.geometries.find((each) => String(each.id) === id);
      return found ? bordersIn(feature(atlas, found)) : null;
    },
  };
}
