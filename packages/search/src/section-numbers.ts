/*
 * Which section of a snapshot holds what: part of the format, see the README. A dictionary is followed by the numbers of the
 * rows, those of lists by the lengths of the lists first.
 */

export const CATEGORIES = 1;
export const FRAME = 2;
export const STEPS = 3;
export const NAMES = 4;
export const MORE_CATEGORIES = 7;
export const TOWNS = 10;
export const TAGS = 12;
export const HOURS = 15;
export const FEATURED = 17;
export const SLUG_CHANGES = 19;
export const CATEGORY_NAMES = 21;
export const CATEGORY_PARENTS = 22;
export const SQUARE = 23;
export const PLACES = 24;
export const PLACE_BOXES = 25;
export const WINDOW = 26;
export const DAYS = 27;
