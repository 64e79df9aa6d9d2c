import type { Shard } from "@mainstreet/search/head-file";
import type { Query } from "@mainstreet/search/query";
import { decode } from "@mainstreet/search/snapshot";
import type { Directory } from "./directory.ts";
import { readBytes } from "./opened.ts";
import type { Box } from "./state.ts";

/** How many shards one question may fetch: about 400 KB at most. */
const MOST = 10;

/** How far around a place shards are fetched when no distance was asked for, in metres. */
const AROUND = 25_000;
const METERS_PER_DEGREE = 111_195;

const added = new WeakMap<Directory, Map<string, Promise<void>>>();

/**
 * Adds the parts of a large directory that a question is about to what is searched.
 * @returns whether the answer will be whole; if not, it is of the overview and of the parts at hand
 */
export async function addShards(directory: Directory, { box, near, radius = AROUND }: Query): Promise<boolean> {
  const { folder, files, engine, shards } = directory;
  const view = box ?? (near && around(near, radius));
  const wanted = files.shards.filter((shard) => !view || overlaps(shard.box, view));
  if (wanted.length > MOST) return false;
  const known = added.get(directory) ?? new Map<string, Promise<void>>();
  added.set(directory, known);
  const add = async (shard: Shard): Promise<void> => {
    const snapshot = decode(await readBytes(folder, shard.file));
    engine.addSnapshot(snapshot);
    shards.set(snapshot, shard);
  };
  await Promise.all(
    wanted.map((shard) => {
      const adding = known.get(shard.file) ?? add(shard);
      known.set(shard.file, adding);
      // What could not be had may be had with the next question.
      adding.catch(() => known.delete(shard.file));
      return adding;
    }),
  );
  return true;
}

function around({ lat, lon }: { lat: number; lon: number }, meters: number): Box {
  const down = meters / METERS_PER_DEGREE;
  const across = down / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  return { west: lon - across, east: lon + across, south: lat - down, north: lat + down };
}

/** Whether two boxes share a point; either may span the 180th meridian. A shard without positions is part of no view. */
function overlaps(shard: Box, view: Box): boolean {
  if (shard.south > shard.north || shard.north < view.south || shard.south > view.north) return false;
  const halves = ({ west, east }: Box) =>
    west <= east
      ? [[west, east]]
      : [
          [west, 180],
          [-180, east],
        ];
  return halves(shard).some(([w = 0, e = 0]) => halves(view).some(([x = 0, y = 0]) => w <= y && e >= x));
}
