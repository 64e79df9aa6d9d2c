// What runs a function in Lambda: loads its handler, and takes one event after the other from the Runtime API. JavaScript, as
// Node would take longer to read types out of it than to start most functions.
import { Agent, request } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";

const { AWS_LAMBDA_RUNTIME_API = "", _HANDLER = "", LAMBDA_TASK_ROOT = "" } = process.env;
const [hostname, port] = AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function ask(method, to, body) {
  return new Promise((done, failed) => {
    const asked = request({ agent, hostname, port, method, path: `/2018-06-01/runtime/${to}` }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk) => {
        text += chunk;
      });
      answer.on("end", () => done({ headers: answer.headers, text }));
    });
    asked.on("error", failed);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function told(error) {
  if (!(error instanceof Error)) return { errorMessage: String(error), errorType: typeof error };
  return { errorMessage: error.message, errorType: error.name, trace: (error.stack ?? "").split("\n") };
}

async function load() {
  const [file, name = ""] = _HANDLER.split(".");
  const loaded = await import(pathToFileURL(path.join(LAMBDA_TASK_ROOT, `${file}.mjs`)).href);
  if (typeof loaded[name] !== "function") throw new Error(`${_HANDLER} is not a function.`);
  return loaded[name];
}

try {
  const handler = await load();
  for (;;) {
    const { headers, text } = await ask("GET", "invocation/next");
    const id = String(headers["lambda-runtime-aws-request-id"]);
    const deadline = Number(headers["lambda-runtime-deadline-ms"]);
    try {
      const context = { awsRequestId: id, getRemainingTimeInMillis: () => deadline - Date.now() };
      const answer = await handler(JSON.parse(text), context);
      await ask("POST", `invocation/${id}/response`, answer ?? null);
    } catch (error) {
      await ask("POST", `invocation/${id}/error`, told(error));
    }
  }
} catch (error) {
  await ask("POST", "init/error", told(error));
  process.exit(1);
}
