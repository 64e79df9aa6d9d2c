import type { ReactNode } from "react";

/** A column of a table of rows. */
export type Column<Row> = {
  readonly id: string;
  readonly name: string;
  /** What a cell shows. */
  readonly cell: (row: Row) => ReactNode;
  /** By what rows are sorted; a column without it cannot be. Texts are compared as they are: folded ones sort as people do. */
  readonly by?: (row: Row) => string | number;
  /** Its width, such as "7rem", where what it shows is always as long. */
  readonly width?: string;
  /** Otherwise its share of the rest. */
  readonly share?: number;
  /** Whether a phone goes without it, or all but wide screens do. */
  readonly extra?: "phone" | "wide";
};

/** In which order rows stand: "name" or, the other way round, "-name". */
export type Sort = { readonly id: string; readonly desc: boolean };

export function parseSort(text: string | null, otherwise: string): Sort {
  const value = text || otherwise;
  return value.startsWith("-") ? { id: value.slice(1), desc: true } : { id: value, desc: false };
}

export function sortText({ id, desc }: Sort): string {
  return desc ? `-${id}` : id;
}

/** The class of the cells of a column. */
export function classOf({ extra }: { readonly extra?: Column<never>["extra"] | undefined }): string | undefined {
  return extra && (extra === "wide" ? "extra extra-wide" : "extra");
}
