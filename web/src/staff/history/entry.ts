import type { PersonKey } from "@mainstreet/core/person-key";

/** A value before or after a change, or why it is not told. */
export type Told = { readonly value: unknown } | { readonly left: "private" | "long" | "erased" };

/** Something that was done: by whom, when and what. */
export type Entry = {
  readonly id: string;
  readonly at: string;
  readonly who:
    | { readonly personKey: PersonKey; readonly role: string; readonly email: string }
    | { readonly system: string };
  readonly operation: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly changes: readonly {
    readonly kind: string;
    readonly id: string;
    readonly done: "made" | "changed" | "removed";
    readonly fields: Readonly<Record<string, { readonly before?: Told; readonly after?: Told }>>;
  }[];
  readonly facts: Readonly<Record<string, number>>;
};
