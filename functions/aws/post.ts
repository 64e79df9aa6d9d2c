import { Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent, request } from "node:https";
import type { Answered, Post } from "./signed-call.ts";

/**
 * Posts over connections that are kept. Not `fetch`: with Node's own client, which the SDK has loaded by then, the first answer
 * of a function comes sooner.
 * @param longestMs after which it gives up
 */
export function poster(longestMs: number): Post {
  const [secure, plain] = [new Agent({ keepAlive: true }), new PlainAgent({ keepAlive: true })];
  return (url, headers, body) =>
    new Promise<Answered>((done, failed) => {
      const options = { method: "POST", headers: { ...headers, "content-length": Buffer.byteLength(body) } };
      const isPlain = url.startsWith("http:");
      const sent = isPlain
        ? plainRequest(url, { ...options, agent: plain })
        : request(url, { ...options, agent: secure });
      const timer = setTimeout(() => sent.destroy(new Error("There was no answer in time.")), longestMs);
      sent.on("close", () => clearTimeout(timer));
      sent.on("error", failed);
      sent.on("response", (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", failed);
        answer.on("end", () =>
          done({
            status: answer.statusCode ?? 0,
            hasFailed: answer.headers["x-amz-function-error"] !== undefined,
            text: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      });
      sent.end(body);
    });
}
