/* What is said of pictures on a public page. */

export const photoWords = {
  photos: "Photos",
  photoOf: (name: string, number: number) => `Photo ${number} of ${name}`,
} as const;
