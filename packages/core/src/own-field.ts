import * as z from "zod";

/** The name of a field of a listing that those who act for its member may change; everything else is for staff. */
export const OwnField = z.enum([
  "name",
  "summary",
  "description",
  "categories",
  "tags",
  "address",
  "position",
  "phone",
  "email",
  "website",
  "hours",
  "zone",
  "logo",
  "photos",
  "deals",
]);
export type OwnField = z.infer<typeof OwnField>;
