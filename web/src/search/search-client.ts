import type { Answer, Ask, Command, Found, FoundRow, Numbered, Problem } from "./protocol.ts";

/** Why a question has no answer. */
export class SearchError extends Error {
  override readonly name = "SearchError";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`search: ${problem}`);
    this.problem = problem;
  }
}

/** Asks the search worker, which is started and given the snapshot with the first question. */
export class SearchClient {
  readonly #folder: string;
  readonly #waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: SearchError) => void }>();
  #head: Promise<string> | null = null;
  #worker: Promise<Worker> | null = null;
  #last = 0;

  /** @param folder Where the head file and the snapshot lie, such as "/sub/s/". */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Reads the head file, ahead of any question where the page preloads it. The page and not the worker does, because
   * only a page can use what its <link rel="preload"> has fetched.
   */
  readHead(): Promise<string> {
    this.#head ??= this.#fetchHead().catch((error: unknown) => {
      this.#head = null;
      throw error;
    });
    return this.#head;
  }

  /** Gets ready to answer. Rejects with a SearchError; the next call tries again. */
  load(): Promise<Worker> {
    this.#worker ??= this.#start().catch((error: unknown) => {
      this.#worker = null;
      throw error;
    });
    return this.#worker;
  }

  async search(question: Omit<Ask, "kind">): Promise<Found> {
    const answer = await this.#ask(await this.load(), { kind: "search", ...question });
    if (answer.kind !== "found") throw new SearchError("unavailable");
    return answer;
  }

  async rows(rows: readonly number[]): Promise<readonly FoundRow[]> {
    const answer = await this.#ask(await this.load(), { kind: "rows", rows });
    return answer.kind === "rows" ? answer.rows : [];
  }

  async #start(): Promise<Worker> {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<Numbered<Answer>>): void => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.kind === "failed") waiting?.reject(new SearchError(data.problem));
      else waiting?.resolve(data);
    };
    const broken = new Promise<never>((_resolve, reject) => {
      // The script of the worker cannot be had, perhaps before anything was asked.
      worker.onerror = (): void => reject(new SearchError("unavailable"));
    });
    try {
      const load = async (): Promise<Answer> =>
        this.#ask(worker, { kind: "load", folder: this.#folder, head: await this.readHead() });
      await Promise.race([load(), broken]);
    } catch (error) {
      worker.terminate();
      throw error;
    }
    return worker;
  }

  async #fetchHead(): Promise<string> {
    const response = await fetch(`${this.#folder}head.json`).catch(() => null);
    if (!response?.ok) throw new SearchError("unavailable");
    return response.text();
  }

  #ask(worker: Worker, command: Command): Promise<Answer> {
    const id = ++this.#last;
    const message: Numbered<Command> = { ...command, id };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage(message);
    });
  }
}
