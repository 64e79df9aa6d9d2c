/** A place to keep files: a folder here, a bucket on AWS. Paths have no slash at the start. */
export type SiteFiles = {
  /** The bytes of a file, or undefined when there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Writes a whole file: a reader sees the old one or the new one, never a part. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Writes a file only if it still has the bytes it was read with (undefined: is not there). False when it has not. */
  replace(path: string, bytes: Uint8Array, expected: Uint8Array | undefined): Promise<boolean>;
  /** Removes a file; one that is not there is no error. */
  remove(path: string): Promise<void>;
  /** The paths of all files below a prefix, in no order. */
  list(prefix: string): Promise<string[]>;
  /** Where a list tells what is in the files as well: by which a file that is the same need not be read. */
  readonly tags?: {
    /** The tag of each file below a prefix, by its path. */
    list(prefix: string): Promise<ReadonlyMap<string, string>>;
    /** The tag that a file of these bytes would have. Two tags that differ tell nothing. */
    of(path: string, bytes: Uint8Array): Promise<string>;
  };
};

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Text as the bytes of a file. */
export function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The text of a file's bytes. */
export function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
