import { createHash } from "node:crypto";

/** The next whole number from 0 to below `sides`. */
export type Dice = (sides: number) => number;

/** Dice that fall the same way for the same seed, everywhere (SHA-256 in counter mode). */
export function diceOf(seed: string): Dice {
  let rolls = 0;
  return (sides) => {
    rolls += 1;
    return createHash("sha256").update(`${seed}#${rolls}`).digest().readUInt32BE(0) % sides;
  };
}
