import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

/** Gives the focus back to the row, or to the link in it, that had it when a table went out of sight. */
export function useFocusAgain(place: RefObject<HTMLElement | null>): void {
  const left = useRef("");
  useLayoutEffect(() => {
    const table = place.current;
    return () => {
      const at = document.activeElement;
      const row = at?.closest<HTMLElement>("[data-row]");
      const within = at === row ? "" : " a";
      left.current = row && table?.contains(row) ? `[data-row="${row.dataset.row}"]${within}` : "";
    };
  }, [place]);
  // After the heading has taken it: rows that are gone meanwhile leave it there.
  useEffect(() => {
    if (left.current === "") return;
    place.current?.querySelector<HTMLElement>(left.current)?.focus({ preventScroll: true });
    left.current = "";
  }, [place]);
}
