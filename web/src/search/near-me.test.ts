import { expect, test } from "vitest";
import { locate } from "./near-me.ts";

/** A browser that refuses with a code of GeolocationPositionError. */
function refusing(code: number): Geolocation {
  const never = (): number => 0;
  return {
    getCurrentPosition: (_told, refused) =>
      refused?.({ code, message: "", PERMISSION_DENIED: 1, POSITION_UNAVAILABLE: 2, TIMEOUT: 3 }),
    watchPosition: never,
    clearWatch: never,
  };
}

test.each([
  [1, "refused"],
  [2, "noPosition"],
  [3, "tooSlow"],
] as const)("code %i of a browser means %s", async (code, lost) => {
  expect(await locate(refusing(code))).toBe(lost);
});

test("a browser that knows of no places has none", async () => {
  expect(await locate(undefined)).toBe("noPosition");
});
