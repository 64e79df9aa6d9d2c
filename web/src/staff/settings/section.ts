import type { Chamber } from "@mainstreet/core/chamber";
import type { Field } from "../edit-form.tsx";
import type { Values } from "../editing.ts";

/** Some of the settings, as a form shows them. */
export type Section = {
  readonly id: string;
  readonly title: string;
  readonly fields: readonly Field[];
  readonly valuesOf: (chamber: Chamber) => Values;
  /** What the API is sent for fields that were changed. */
  readonly changeOf: (typed: Values, chamber: Chamber) => Readonly<Record<string, unknown>>;
};

/** The fields as they are. */
export function asTyped(typed: Values): Readonly<Record<string, unknown>> {
  return typed;
}
