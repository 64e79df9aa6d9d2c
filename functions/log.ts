import type { Now } from "@mainstreet/core/needs";

/** What a line of the log may say. Nothing else is ever written, so a name or an address cannot slip in. */
export type Entry = {
  readonly level: "info" | "warn" | "error";
  /** What happened, as a fixed word such as "request". */
  readonly event: string;
  readonly requestId?: string;
  readonly method?: string;
  /** The pattern of the route ("/api/members/{id}"), never the path that was asked for. */
  readonly route?: string;
  readonly status?: number;
  /** How long it took, in milliseconds. */
  readonly ms?: number;
  /** The code of an expected failure. */
  readonly code?: string;
  /** The name of an error, never its message: messages may hold what somebody typed. */
  readonly error?: string;
  readonly frames?: readonly string[];
  readonly bytes?: number;
  /** How many of something. */
  readonly count?: number;
};

/** Writes one line. */
export type Log = (entry: Entry) => void;

const MOST_FRAMES = 12;
const LONGEST = 200;

/**
 * A log of JSON lines with the fields of `Entry` only; a field of another type is left out.
 * @param write takes a line without its line break
 */
export function createLog(write: (line: string) => void, now: Now): Log {
  return (entry) => {
    write(
      JSON.stringify({
        time: new Date(now()).toISOString(),
        level: text(entry.level),
        event: text(entry.event),
        requestId: text(entry.requestId),
        method: text(entry.method),
        route: text(entry.route),
        status: number(entry.status),
        ms: number(entry.ms),
        code: text(entry.code),
        error: text(entry.error),
        frames: Array.isArray(entry.frames) ? entry.frames.slice(0, MOST_FRAMES).map(text) : undefined,
        bytes: number(entry.bytes),
        count: number(entry.count),
      }),
    );
  };
}

/** Where an error came from: the frames of its stack, without its message. */
export function framesOf(error: unknown): string[] {
  if (!(error instanceof Error) || !error.stack) return [];
  // A message may have lines that look like frames, so it is cut out before the frames are picked.
  const stack = error.stack.split(error.message || "\n").join("\n");
  return stack
    .split("\n")
    .filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line))
    .slice(0, MOST_FRAMES)
    .map((line) => line.trim());
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value.slice(0, LONGEST) : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
