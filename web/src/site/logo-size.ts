/** How much room the chamber's logo has above a page, in CSS pixels. */
const HIGHEST = 44;
const WIDEST = 200;

/** How large a logo is drawn: as large as there is room, in its own shape, and no larger than it is. */
export function logoSize({ width, height }: { readonly width: number; readonly height: number }): {
  readonly width: number;
  readonly height: number;
} {
  const scale = Math.min(1, HIGHEST / height, WIDEST / width);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
