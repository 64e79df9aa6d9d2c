import { createRequire } from "node:module";
import type { Region } from "@mainstreet/core/region";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

type Counties = Topology<{ counties: GeometryCollection }>;
type Ring = Region["shape"]["coordinates"][number][number];

/** Counties of the United States by their FIPS codes. */
const ULSTER = "36111";
const DUTCHESS = "36027";

const DECIMALS = 5;

const require = createRequire(import.meta.url);

/** Ulster and Dutchess counties, from the public-domain us-atlas; five decimals are about a metre. */
export function midHudson(): Region {
  const atlas: Counties = require("us-atlas/counties-10m.json");
  const geometries = atlas.objects.counties.geometries.filter(({ id }) => id === ULSTER || id === DUTCHESS);
  const { features } = feature(atlas, { type: "GeometryCollection", geometries });
  const coordinates = features.flatMap(({ geometry }) => {
    if (geometry.type === "Polygon") return [geometry.coordinates];
    return geometry.type === "MultiPolygon" ? geometry.coordinates : [];
  });
  return {
    name: "Mid-Hudson",
    shape: { type: "MultiPolygon", coordinates: coordinates.map((polygon) => polygon.map(rounded)) },
  };
}

function rounded(ring: readonly (readonly number[])[]): Ring {
  return ring.map(([lon = 0, lat = 0]) => [Number(lon.toFixed(DECIMALS)), Number(lat.toFixed(DECIMALS))]);
}
