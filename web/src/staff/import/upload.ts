import { type Problem, root, UNREACHABLE } from "../../account/api.ts";
import { leavesToSignIn } from "../../account/leave.ts";
import { importDrop as words } from "../../strings/en-console-import.ts";
import { Failed } from "../ask.ts";
import type { ImportFile } from "./imports.ts";

const MOST_BYTES = 5 * 1024 * 1024;
const MOST_NAME = 100;

/**
 * Sends a spreadsheet. Only the older kind of request tells how much of it is on its way.
 * @param onProgress told how much of it was sent, from 0 to 1
 * @throws `Failed`
 */
export function upload(file: File, onProgress: (part: number) => void): Promise<ImportFile> {
  // A server that is sent too much hangs up, and no sentence would come from it.
  if (file.size > MOST_BYTES) {
    const problem = { status: 413, code: "too-large", detail: words.tooLarge(file.size) };
    return Promise.reject(new Failed(problem));
  }
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${root()}staff/imports`);
    request.responseType = "json";
    request.setRequestHeader("Content-Type", "text/csv");
    request.setRequestHeader("Idempotency-Key", crypto.randomUUID());
    request.setRequestHeader(
      "X-File-Name",
      encodeURIComponent([...file.name].slice(-MOST_NAME).join("")).slice(0, 600),
    );
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => fail(new Failed(UNREACHABLE));
    request.onload = () => {
      if (request.status === 201) return done(request.response);
      const problem: Problem = request.response ?? UNREACHABLE;
      if (!leavesToSignIn(problem)) fail(new Failed(problem));
    };
    request.send(file);
  });
}
