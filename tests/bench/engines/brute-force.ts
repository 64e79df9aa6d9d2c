import type { Question } from "../questions.ts";
import { type BenchEngine, metresBetween, REACH } from "./bench-engine.ts";
import type { PeerColumns } from "./columns.ts";

/** No index: every row is looked at. The oracle of the others. */
export function bruteForce({
  located,
  lon,
  lat,
  category,
  categoryNumber,
  schedule,
  isOpen,
  texts,
}: PeerColumns): BenchEngine {
  const haystacks = texts.map((text) => ` ${text}`);

  const inBox = ({ box }: Question, isWanted: (row: number) => boolean): number[] => {
    const found: number[] = [];
    for (let row = 0; row < located; row++) {
      const [x = 0, y = 0] = [lon[row], lat[row]];
      if (x >= box.west && x <= box.east && y >= box.south && y <= box.north && isWanted(row)) found.push(row);
    }
    return found;
  };
  const withText = ({ phrase }: Question): number[] => {
    const needles = phrase.split(" ").map((word) => ` ${word}`);
    const found: number[] = [];
    for (let row = 0; row < haystacks.length; row++) {
      if (needles.every((needle) => haystacks[row]?.includes(needle))) found.push(row);
    }
    return found;
  };

  return {
    name: "brute force",
    asks: {
      box: (question) => inBox(question, () => true),
      "box, category, word": (question) => {
        const wanted = categoryNumber.get(question.category);
        const needle = ` ${question.word}`;
        return inBox(question, (row) => category[row] === wanted && (haystacks[row]?.includes(needle) ?? false));
      },
      "text, all": withText,
      "box, open": (question) => inBox(question, (row) => isOpen[schedule[row] ?? 0] === 1),
      "nearest 20": ({ middle, category: slug }) => {
        const wanted = categoryNumber.get(slug);
        const found: { row: number; metres: number }[] = [];
        for (let row = 0; row < located; row++) {
          if (category[row] !== wanted) continue;
          const metres = metresBetween(middle.lat, middle.lon, lat[row] ?? 0, lon[row] ?? 0);
          if (metres <= REACH) found.push({ row, metres });
        }
        return found
          .sort((a, b) => a.metres - b.metres)
          .slice(0, 20)
          .map(({ row }) => row);
      },
      "text, best 20": (question) => withText(question).slice(0, 20),
    },
  };
}
