import type { Key } from "@mainstreet/store/keys";
import * as z from "zod";

const Text = z.object({ S: z.string() });
const StreamEvent = z.object({
  Records: z.array(
    z.object({
      eventSource: z.literal("aws:dynamodb"),
      dynamodb: z.object({ Keys: z.object({ pk: Text, sk: Text }), SequenceNumber: z.string() }),
    }),
  ),
});

/** A change of the table: of which item, and where in the stream. */
export type StreamRecord = { readonly key: Key; readonly sequence: string };

/** The records of an event that the table's stream has sent, in their order; null for an event of another kind. */
export function streamRecords(event: unknown): StreamRecord[] | null {
  const parsed = StreamEvent.safeParse(event);
  if (!parsed.success) return null;
  return parsed.data.Records.map(({ dynamodb: { Keys, SequenceNumber } }) => ({
    key: { pk: Keys.pk.S, sk: Keys.sk.S },
    sequence: SequenceNumber,
  }));
}
