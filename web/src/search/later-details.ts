import { dressCard } from "./card-dress.ts";
import type { Drawn } from "./result-list.ts";
import type { SearchBox } from "./search-box.ts";

/** Fetches the second file of the directory, and fills the lines of cards that came before it. */
export class LaterDetails {
  readonly #box: SearchBox;
  #isReading = false;

  constructor(box: SearchBox) {
    this.#box = box;
  }

  async read(): Promise<void> {
    const { client, form } = this.#box;
    if (this.#isReading || this.#bare().length === 0) return;
    this.#isReading = true;
    try {
      await client.ask({ kind: "details" });
      // The list may have been drawn anew meanwhile.
      const cards = this.#bare();
      const answer = await client.ask({ kind: "rows", rows: cards.map(({ row }) => row.row) });
      if (answer.kind !== "rows") return;
      for (const [index, { card, row }] of cards.entries()) {
        const full = answer.rows[index];
        if (full) dressCard(card, { ...full, distance: row.distance }, form.dataset.units ?? "");
      }
    } catch {
      // The list is of use without; the next answer tries again.
    } finally {
      this.#isReading = false;
    }
  }

  #bare(): Drawn[] {
    return this.#box.results.cards.filter(({ row }) => row.row >= 0 && row.contact === undefined);
  }
}
