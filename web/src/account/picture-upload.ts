import type { Sized } from "@mainstreet/core/picture";
import { type Answer, type Problem, root, UNREACHABLE } from "./api.ts";

/** What the server takes as it is; anything else a browser may be able to make into one of these. */
const TAKEN: ReadonlySet<string> = new Set(["image/jpeg", "image/png", "image/webp"]);
/** Larger files are drawn smaller here, before they go over somebody's line. */
const LARGE = 2.5 * 1024 * 1024;
const LONGEST_SIDE = 2_560;
const QUALITY = 0.9;
const AGAIN_MS = 700;

/**
 * Uploads a picture. A request that gets lost is sent a second time under the same key.
 * @param path where it is sent, below the root of the API
 * @param progress is told which part of it has gone, from 0 to 1
 */
export async function uploadPicture(
  path: string,
  file: File,
  progress: (part: number) => void,
): Promise<Answer<Sized>> {
  const blob = await smaller(file);
  const key = crypto.randomUUID();
  const answer = await send(path, blob, key, progress);
  if (answer.ok || (answer.problem.status !== 0 && answer.problem.status !== 503)) return answer;
  await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  return send(path, blob, key, progress);
}

/** A photo as it is, or drawn anew where it is large or of a kind that only this browser knows. */
async function smaller(file: File): Promise<Blob> {
  if (TAKEN.has(file.type) && file.size <= LARGE) return file;
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    // What may be see-through must stay so.
    const type = file.type === "image/png" || file.type === "image/webp" ? "image/webp" : "image/jpeg";
    const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, QUALITY));
    return drawn ?? file;
  } catch {
    // The server says what is wrong with it.
    return file;
  }
}

/** With the old kind of request, as the new one tells of no progress. */
function send(path: string, blob: Blob, key: string, progress: (part: number) => void): Promise<Answer<Sized>> {
  const request = new XMLHttpRequest();
  const done = new Promise<Answer<Sized>>((resolve) => {
    request.onload = () => resolve(answerOf(request));
    request.onerror = () => resolve({ ok: false, problem: UNREACHABLE });
  });
  request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
  request.open("POST", root() + path);
  request.responseType = "json";
  request.setRequestHeader("Idempotency-Key", key);
  request.setRequestHeader("Content-Type", blob.type || "application/octet-stream");
  request.send(blob);
  return done;
}

function answerOf(request: XMLHttpRequest): Answer<Sized> {
  if (request.response === null) return { ok: false, problem: UNREACHABLE };
  if (request.status >= 200 && request.status < 300) return { ok: true, body: request.response };
  const problem: Problem = request.response;
  return { ok: false, problem };
}
