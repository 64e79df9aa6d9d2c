/*
 * A vector tile made by hand, with one street and a park: the Mapbox Vector Tile specification 2.1,
 * https://github.com/mapbox/vector-tile-spec/tree/master/2.1, in protobuf's wire format.
 */

const EXTENT = 4096;

/** A tile with a green square in its middle (layer "park") and a street across it (layer "transportation"). */
export function streetTile(): Uint8Array<ArrayBuffer> {
  const quarter = EXTENT / 4;
  const square = [command(1, 1), ...at(quarter, quarter), command(2, 3), ...at(2 * quarter, 0), ...at(0, 2 * quarter)];
  const park = [...square, ...at(-2 * quarter, 0), command(7, 1)];
  const street = [command(1, 1), ...at(0, EXTENT / 2), command(2, 1), ...at(EXTENT, 0)];
  return Uint8Array.from([...field(3, layer("park", 3, park)), ...field(3, layer("transportation", 2, street))]);
}

function layer(name: string, kind: number, geometry: readonly number[]): number[] {
  const feature = [...number(3, kind), ...field(4, geometry.flatMap(varint))];
  return [...number(15, 2), ...field(1, [...Buffer.from(name)]), ...field(2, feature), ...number(5, EXTENT)];
}

function command(id: number, count: number): number {
  return (count << 3) | id;
}

/** A step, zigzag encoded so that small ones are short whatever their sign. */
function at(x: number, y: number): number[] {
  return [x, y].map((step) => (step < 0 ? -step * 2 - 1 : step * 2));
}

function number(id: number, value: number): number[] {
  return [...varint(id << 3), ...varint(value)];
}

function field(id: number, bytes: readonly number[]): number[] {
  return [...varint((id << 3) | 2), ...varint(bytes.length), ...bytes];
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}
