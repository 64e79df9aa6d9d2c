import { check } from "./check.ts";

/** Bytes written one after another into a buffer that grows. */
export class ByteWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  /** Appends a whole number from 0 to 2^53 − 1, seven bits a byte, lowest first, high bit set on all but the last. */
  number(value: number): void {
    this.#reserve(8);
    while (value > 127) {
      this.#bytes[this.#length++] = (value % 128) | 128;
      value = Math.floor(value / 128);
    }
    this.#bytes[this.#length++] = value;
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** A copy of what was written. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, needed));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/**
 * A column of whole numbers as bytes, read back by `readNumbers`: the first byte of each number, then the second of those
 * that have one, and so on. What is alike lies together, which compresses better than number after number.
 */
export function writeNumbers(numbers: Iterable<number>): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let left = [...numbers];
  while (left.length > 0) {
    const more: number[] = [];
    for (const number of left) {
      bytes.push(number > 127 ? (number % 128) + 128 : number);
      if (number > 127) more.push(Math.floor(number / 128));
    }
    left = more;
  }
  return Uint8Array.from(bytes);
}

/**
 * Fills `numbers`, all 0, from bytes that must hold exactly as many, each below `limit`; RangeError otherwise.
 * The caller makes `numbers` no longer than the bytes, see `columnOf`.
 */
export function readNumbers<T extends Uint8Array | Uint32Array | Float64Array>(
  bytes: Uint8Array,
  numbers: T,
  limit: number,
): T {
  const { length } = numbers;
  check(length <= bytes.length);
  let isBelow = true;
  // The places of the numbers that go on. Written out twice: a new page runs this before it is compiled.
  const places = new Uint32Array(length);
  let left = 0;
  for (let i = 0; i < length; i++) {
    const byte = bytes[i] ?? 0;
    numbers[i] = byte & 127;
    if (byte > 127) places[left++] = i;
    else if (byte >= limit) isBelow = false;
  }
  let at = length;
  for (let scale = 128; left > 0; scale *= 128) {
    check(isBelow && at + left <= bytes.length);
    let more = 0;
    for (let k = 0; k < left; k++) {
      const i = places[k] ?? 0;
      const byte = bytes[at + k] ?? 0;
      const value = (numbers[i] ?? 0) + (byte & 127) * scale;
      // NaN, which endless leading zeros lead to, is refused too.
      if (!(value < limit)) isBelow = false;
      numbers[i] = value;
      if (byte > 127) places[more++] = i;
    }
    at += left;
    left = more;
  }
  check(isBelow && at === bytes.length);
  return numbers;
}

/** A column of `count` numbers below `limit`; RangeError before anything is allocated that the bytes cannot fill. */
export function columnOf(bytes: Uint8Array, count: number, limit: number): Uint32Array<ArrayBuffer> {
  check(count <= bytes.length);
  return readNumbers(bytes, new Uint32Array(count), limit);
}

/**
 * The numbers of `count` texts in a dictionary of so many: 0 is the last text that no 0 before stands for, so that a text
 * that occurs once needs no number; others are one more than the text's. RangeError as above.
 */
export function numbersIn(bytes: Uint8Array, count: number, texts: number): Uint32Array<ArrayBuffer> {
  const numbers = columnOf(bytes, count, texts + 1);
  let last = texts;
  for (let i = 0; i < count; i++) {
    const number = numbers[i] ?? 0;
    numbers[i] = number === 0 ? --last : number - 1;
  }
  check(last >= 0);
  return numbers;
}
