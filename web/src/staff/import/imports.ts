import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, send } from "../ask.ts";
import type { Mapping } from "./mapping.ts";

/** How many rows come to what. */
export type Counts = {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
};

/** What a column can become; several columns can become it together where it is joined. */
type Target = { readonly id: string; readonly label: string; readonly isJoined: boolean };

/** A spreadsheet that was sent, as the API describes it. */
export type ImportFile = {
  readonly id: string;
  readonly name: string;
  readonly state: "waiting" | "running" | "done";
  readonly encoding: string | null;
  readonly delimiter: "," | ";" | "\t" | null;
  readonly headers: readonly string[];
  readonly samples: readonly (readonly string[])[];
  readonly rows: number;
  readonly mapping: Mapping;
  readonly from: "file" | "remembered" | "guessed";
  readonly readyMade: readonly { readonly id: string; readonly title: string; readonly mapping: Mapping }[];
  readonly targets: readonly Target[];
  readonly report: Counts | null;
  readonly batchId: string | null;
};

export const KINDS = ["added", "changed", "unchanged", "rejected"] as const;
export type Kind = (typeof KINDS)[number];

export type PlannedRow = {
  readonly row: number;
  readonly name: string;
  readonly kind: Kind;
  readonly reason: string;
  readonly fields: readonly { readonly field: string; readonly from: string; readonly to: string }[];
};

/** A page of what an import would do. */
export type Plan = {
  readonly rows: readonly PlannedRow[];
  readonly cursor: string | null;
  readonly totals: Counts;
  readonly toPin: number;
  readonly newCategories: readonly string[];
  readonly planHash: string;
};

/** How far a plan is that takes the server more than one request to make: asked with the cursor, it goes on. */
type Unfinished = { readonly finished: false; readonly done: number; readonly cursor: string };

/** Changes that were made together. */
export type Batch = {
  readonly id: string;
  readonly of: "import" | "bulk" | "merge";
  readonly title: string;
  readonly at: string;
  readonly count: number;
  readonly undone: number;
  readonly kept: number;
  readonly state: "running" | "done" | "undoing" | "undone";
};

export type Kept = { readonly id: string; readonly name: string; readonly reason: string };

const MINUTE = 60_000;

/** The key under which a file that was sent is remembered. */
export const fileKey = (id: string) => ["imports", id] as const;

/** A file that was sent. */
export function useImportFile(id: string) {
  return useQuery({
    queryKey: fileKey(id),
    queryFn: () => get<ImportFile>(`staff/imports/${id}`),
    enabled: id !== "",
    staleTime: MINUTE,
    refetchOnWindowFocus: false,
  });
}

/**
 * What an import would do, page by page.
 * @param kind only rows of this kind; these are told from the plan of all rows, if that was made a moment ago
 * @returns also how many rows have been looked at, where that takes several requests; 0 before the first has its answer
 */
export function usePlan(id: string, mapping: Mapping, kind: Kind | null) {
  const first: string | null = kind === null ? null : "0";
  const [done, setDone] = useState(0);
  const plan = useInfiniteQuery({
    queryKey: ["import-plan", id, mapping, kind],
    queryFn: async ({ pageParam, signal }) => {
      setDone(0);
      for (let cursor = pageParam; ; ) {
        const body = { mapping: mapping.columns, defaults: mapping.defaults, kind, cursor };
        const answer = await send<(Plan & { finished: true }) | Unfinished>("POST", `staff/imports/${id}/plan`, {
          body,
        });
        if (answer.finished) return answer;
        signal.throwIfAborted();
        setDone(answer.done);
        cursor = answer.cursor;
      }
    },
    initialPageParam: first,
    getNextPageParam: ({ cursor }) => cursor,
    staleTime: MINUTE,
    refetchOnWindowFocus: false,
    placeholderData: (before) => before,
  });
  return { plan, done };
}

/** What was imported lately, the newest first. */
export function usePastImports() {
  return useQuery({
    queryKey: ["batches", "imports"],
    queryFn: async () => {
      const { batches } = await get<{ batches: readonly Batch[] }>("staff/batches?limit=100");
      return batches.filter((batch) => batch.of === "import");
    },
  });
}

/** Changes that were made together, and what of them could not be undone. */
export function useBatch(id: string) {
  return useQuery({
    queryKey: ["batches", id],
    queryFn: () => get<{ batch: Batch; kept: readonly Kept[] }>(`staff/batches/${id}`),
  });
}
