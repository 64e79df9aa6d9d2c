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

/** A column of whole numbers as bytes, read back by `readNumbers`. */
export function writeNumbers(numbers: ArrayLike<number> & Iterable<number>): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter();
  for (const number of numbers) writer.number(number);
  return writer.finish();
}

/**
 * Fills `numbers` from bytes that must hold exactly as many, each below `limit`; RangeError otherwise.
 * The caller makes `numbers` no longer than the bytes, see `columnOf`.
 */
export function readNumbers<T extends Uint8Array | Uint32Array | Float64Array>(
  bytes: Uint8Array,
  numbers: T,
  limit: number,
): T {
  const count = numbers.length;
  const end = bytes.length;
  let at = 0;
  for (let i = 0; i < count; i++) {
    let value = 0;
    let scale = 1;
    let byte = 128;
    while (byte > 127) {
      check(at < end);
      byte = bytes[at++] ?? 0;
      value += (byte & 127) * scale;
      scale *= 128;
    }
    // NaN, which endless leading zeros lead to, is refused too.
    check(value < limit);
    numbers[i] = value;
  }
  check(at === end);
  return numbers;
}

/** A column of `count` numbers below `limit`; RangeError before anything is allocated that the bytes cannot fill. */
export function columnOf(bytes: Uint8Array, count: number, limit: number): Uint32Array<ArrayBuffer> {
  check(count <= bytes.length);
  return readNumbers(bytes, new Uint32Array(count), limit);
}
