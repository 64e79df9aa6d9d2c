/** A number from 0 up to but not including 1. */
export type Random = () => number;

/** Numbers that are the same on every machine and in every year, as SplitMix makes them, in 32 bits. */
export function createRandom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** A whole number below `count`, low ones more often the higher `skew` is; 1 draws all alike. */
export function skewed(random: Random, count: number, skew: number): number {
  return Math.floor(count * random() ** skew);
}

/** One of a list, early ones more often the higher `skew` is. RangeError when there are none. */
export function pick<T>(random: Random, from: readonly T[], skew = 1): T {
  const found = from[skewed(random, from.length, skew)];
  if (found === undefined) throw new RangeError("nothing to pick from");
  return found;
}

/** A draw from the normal distribution, by Box and Muller. */
export function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
