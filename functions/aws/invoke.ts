import type { SignedCall } from "./signed-call.ts";

/** Calls a function and waits for its answer. @throws when it has failed */
export type Invoke = (name: string, payload: object) => Promise<unknown>;

/** Calls functions over Lambda's own address. */
export function invoker(call: SignedCall, endpoint: string): { readonly wait: Invoke; readonly leave: Invoke } {
  const invoke =
    (type: "RequestResponse" | "Event"): Invoke =>
    async (name, payload) => {
      const { status, hasFailed, text } = await call({
        service: "lambda",
        url: `${endpoint}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`,
        headers: { "content-type": "application/json", "x-amz-invocation-type": type },
        body: JSON.stringify(payload),
        tries: 3,
      });
      if (status >= 300) throw new Error(`The function was not called: ${status}.`);
      if (hasFailed) throw new Error("The function that was called has failed.");
      return text === "" ? null : JSON.parse(text);
    };
  return { wait: invoke("RequestResponse"), leave: invoke("Event") };
}
