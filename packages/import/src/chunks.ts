import { checkCategory } from "@mainstreet/store/import-store";
import type { Action } from "@mainstreet/store/table";
import type { Step } from "./step.ts";

/** DynamoDB's limit of actions a transaction, less those that count, that tell the audit, of the batch and of who imports. */
const MOST_ACTIONS = 96;

/** The actions of a step: none of one that was refused. */
export function actionsOf(step: Step): readonly Action[] {
  return step.kind === "refused" ? [] : step.actions;
}

/** What refuses a transaction when a category that steps need is not there any more. */
export function checksOf(steps: readonly Step[]): Action[] {
  return [...categoriesOf(steps)].map(checkCategory);
}

function categoriesOf(steps: readonly Step[]): Set<string> {
  return new Set(steps.flatMap((step) => (step.kind === "refused" ? [] : step.categories)));
}

/** The members and listings that a step changes. */
function idsOf(step: Step): string[] {
  if (step.kind === "refused") return [];
  return step.changes.flatMap((change) => (change.of === "external" ? [] : [change.after.id]));
}

/** Steps in as few transactions as their actions and the checks of their categories fit into, made as they are needed. */
export async function* chunksOf(steps: AsyncIterable<Step>): AsyncGenerator<Step[], void> {
  let chunk: Step[] = [];
  let actions = 0;
  let written = new Set<string>();
  for await (const step of steps) {
    // With each row goes what it changes, as one step of the batch.
    const more = actionsOf(step).length + 1;
    const ids = idsOf(step);
    // Rows may be of one member, where members were merged: a transaction writes it once, and the next finds it changed.
    const isWritten = ids.some((id) => written.has(id));
    if (isWritten || actions + more + categoriesOf([...chunk, step]).size > MOST_ACTIONS) {
      yield chunk;
      chunk = [];
      actions = 0;
      written = new Set();
    }
    for (const id of ids) written.add(id);
    chunk.push(step);
    actions += more;
  }
  if (chunk.length > 0) yield chunk;
}
