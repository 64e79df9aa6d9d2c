import { type Answer, change, type Problem, read } from "../account/api.ts";
import { leavesToSignIn } from "../account/leave.ts";

/** Why a request came to nothing. Its message is a sentence for people. */
export class Failed extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** What a request has changed, with the key that makes it count once however often it is sent. */
type Sent = { readonly body?: unknown; readonly version?: number; readonly key?: string };

/** Reads something of the API. @param path below its root, such as "staff/tasks" @throws `Failed` */
export async function get<Body>(path: string): Promise<Body> {
  return bodyOf(await read<Body>(path));
}

/** Changes something through the API. @throws `Failed` */
export async function send<Body>(method: string, path: string, sent: Sent = {}): Promise<Body> {
  return bodyOf(await change<Body>(method, path, sent));
}

/** Whether a request was refused because somebody else has changed the same thing meanwhile. */
export function isStale(error: unknown): error is Failed {
  return error instanceof Failed && error.problem.code === "stale";
}

/** The sentence of whatever went wrong. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function bodyOf<Body>(answer: Answer<Body>): Body | Promise<never> {
  if (answer.ok) return answer.body;
  // The page is being left: nobody is to read an error on the way.
  if (leavesToSignIn(answer.problem)) return new Promise<never>(() => undefined);
  throw new Failed(answer.problem);
}
