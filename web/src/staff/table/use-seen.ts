import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** The rows to draw: from `first` up to `end`, which is left out. */
export type Seen = { readonly first: number; readonly end: number };

/** Rows drawn above and below those that are seen. */
const SPARE = 3;
/** As many are drawn before it is known how much room there is. */
const AT_FIRST = 20;

/**
 * Which rows of a scrolled place are seen.
 * @param place what is scrolled; its rows begin below a head that stays
 * @param count how many rows there are
 * @param height what each of them is as high as, in pixels
 */
export function useSeen(place: RefObject<HTMLElement | null>, count: number, height: number): Seen {
  const [seen, setSeen] = useState<Seen>({ first: 0, end: AT_FIRST });
  const top = useRef(0);
  useLayoutEffect(() => {
    const scrolled = place.current;
    if (!scrolled) return;
    // What was out of sight may have lost where it was scrolled to.
    if (top.current > 0) scrolled.scrollTop = top.current;
    const look = (): void => {
      top.current = scrolled.scrollTop;
      const first = Math.max(0, Math.floor(scrolled.scrollTop / height) - SPARE);
      const end = Math.ceil((scrolled.scrollTop + scrolled.clientHeight) / height) + SPARE;
      setSeen((before) => (before.first === first && before.end === end ? before : { first, end }));
    };
    const resized = new ResizeObserver(look);
    resized.observe(scrolled);
    scrolled.addEventListener("scroll", look, { passive: true });
    return () => {
      resized.disconnect();
      scrolled.removeEventListener("scroll", look);
    };
  }, [place, height]);
  // Of fewer rows than before the place has not been scrolled back yet.
  const first = Math.min(seen.first, Math.max(0, count - (seen.end - seen.first)));
  return { first, end: Math.min(count, first + seen.end - seen.first) };
}

/**
 * Scrolls a place by as little as shows a row whole.
 * @param head how high the head is that lies over the rows, in pixels
 */
export function scrollTo(place: HTMLElement, index: number, height: number, head: number): void {
  const top = index * height;
  const room = place.clientHeight - head;
  if (top < place.scrollTop) place.scrollTop = top;
  else if (top + height > place.scrollTop + room) place.scrollTop = top + height - room;
}
