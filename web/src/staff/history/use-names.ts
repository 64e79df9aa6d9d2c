import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { last } from "../last.ts";
import type { NameOf } from "./value-words.ts";

type Rows = readonly { readonly id: string; readonly name: string }[];

const NONE: Rows = [];
const mapOf = last(
  (...lists: readonly Rows[]): ReadonlyMap<string, string> =>
    new Map(lists.flatMap((rows) => rows.map(({ id, name }): [string, string] => [id, name]))),
);

/** What members, listings and categories are called, as far as the console has read them: nothing is asked for it. */
export function useNames(): NameOf {
  const client = useQueryClient();
  const read = (of: string): Rows => client.getQueryData<Rows>([of]) ?? NONE;
  const [members, listings, categories] = [read("members"), read("listings"), read("categories")];
  return useCallback((id) => mapOf(members, listings, categories).get(id), [members, listings, categories]);
}
