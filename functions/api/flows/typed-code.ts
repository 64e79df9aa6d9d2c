import * as z from "zod";

/** A code as people type it, with spaces wherever they like. */
export const TypedCode = z.strictObject({
  code: z
    .string()
    .max(20)
    .regex(/^\s*(\d\s*){6}$/, "must be the six digits from the mail"),
});

/** The six digits that were typed. */
export function digitsOf({ code }: z.infer<typeof TypedCode>): string {
  return code.replaceAll(/\s/g, "");
}
