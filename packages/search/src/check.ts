/** Throws RangeError unless what foreign bytes must fulfil is so. */
export function check(condition: boolean): asserts condition {
  if (!condition) throw new RangeError("not as it was written");
}
