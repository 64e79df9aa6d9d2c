import type { Answer, Ask, Command, Found, Numbered, Problem } from "./protocol.ts";

/** Why a question has no answer. */
export class SearchError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`search: ${problem}`);
    this.problem = problem;
  }
}

type Files = { readonly head: string; readonly bytes: ArrayBuffer | null };
type Waiting = { readonly resolve: (answer: Answer) => void; readonly reject: (error: SearchError) => void };

/** Asks the search worker, which is started and given the snapshot with the first question. */
export class SearchClient {
  /** Answers in the worker's stead what somebody can answer sooner, see page-engine.ts; null for what only the worker can. */
  sooner: ((command: Command) => Promise<Answer> | null) | null = null;
  readonly #folder: string;
  readonly #base: string;
  readonly #waiting = new Map<number, Waiting>();
  #files: Promise<Files> | null = null;
  #worker: Promise<Worker> | null = null;
  #ready: Worker | null = null;
  #last = 0;

  /**
   * @param folder Where the head file and the snapshot lie, such as "/sub/s/".
   * @param base The snapshot as it was when the page was drawn, "" when the page does not know: with it nobody waits for
   *   the head file first.
   */
  constructor(folder: string, base: string) {
    this.#folder = folder;
    this.#base = base;
  }

  /**
   * Fetches what a search needs, ahead of any question where the page preloads it. The page and not the worker does,
   * because only a page can use what its <link rel="preload"> has fetched.
   */
  readFiles(): Promise<Files> {
    this.#files ??= this.#fetchFiles();
    return this.#files;
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
    const answer = await this.ask({ kind: "search", ...question });
    if (answer.kind !== "found") throw new SearchError("unavailable");
    return answer;
  }

  /** The answer to any command. Rejects with a SearchError. */
  async ask(command: Command): Promise<Answer> {
    // A worker that is ready is asked at once: its answer is then often here before the letter that was typed is drawn.
    return this.sooner?.(command) ?? this.#post(this.#ready ?? (await this.load()), command, []);
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
      await Promise.race([this.#give(worker), broken]);
    } catch (error) {
      worker.terminate();
      throw error;
    }
    this.#ready = worker;
    return worker;
  }

  async #give(worker: Worker): Promise<void> {
    const reading = this.readFiles();
    // What is given away cannot be given a second time, and what failed is worth another try.
    this.#files = null;
    const { head, bytes } = await reading;
    const load = { kind: "load", folder: this.#folder, base: this.#base, head, bytes } as const;
    await this.#post(worker, load, bytes ? [bytes] : []);
  }

  async #fetchFiles(): Promise<Files> {
    const read = async (file: string): Promise<Response | null> => {
      const response = await fetch(this.#folder + file).catch(() => null);
      return response?.ok ? response : null;
    };
    const [head, base] = await Promise.all([read("head.json"), this.#base ? read(this.#base) : null]);
    if (!head) throw new SearchError("unavailable");
    const [text, bytes] = await Promise.all([head.text(), base?.arrayBuffer().catch(() => null)]);
    return { head: text, bytes: bytes ?? null };
  }

  #post(worker: Worker, command: Command, transfer: Transferable[]): Promise<Answer> {
    const id = ++this.#last;
    const message: Numbered<Command> = { ...command, id };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage(message, transfer);
    });
  }
}
