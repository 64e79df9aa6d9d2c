import { createHash, createHmac } from "node:crypto";
import type { Now, Sleep } from "@mainstreet/core/needs";
import { SignatureV4 } from "@smithy/signature-v4";

/** A request to a service of AWS: its address, and what is sent to it. */
export type Call = {
  readonly service: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How often it is sent at most; once is for what must not be done twice. */
  readonly tries: number;
};

/** What came back: a status below 500 is an answer. A function that was called may have failed all the same. */
export type Answered = { readonly status: number; readonly hasFailed: boolean; readonly text: string };

/** Sends a request as it is. @throws when there was no answer */
export type Post = (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<Answered>;

/** Sends a signed request. @throws when there was no answer, or the last one was an error of theirs */
export type SignedCall = (call: Call) => Promise<Answered>;

const FIRST_PAUSE_MS = 50;
const TOO_MANY = 429;

type Data = string | ArrayBuffer | ArrayBufferView;

/** What the signer hashes with. */
class Sha256 {
  readonly #hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;
  constructor(secret?: Data) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", bytesOf(secret));
  }
  update(data: Data): void {
    this.#hash.update(bytesOf(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {
    throw new Error("A hash is made once.");
  }
}

function bytesOf(data: Data): string | Uint8Array {
  if (typeof data === "string") return data;
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return new Uint8Array(data);
}

/**
 * Calls services of AWS of which one request is used, without the many kilobytes of a client for each: they are loaded with each
 * start of a function.
 */
export function signedCall(needs: {
  readonly region: string;
  readonly credentials: () => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>;
  readonly post: Post;
  readonly now: Now;
  readonly sleep: Sleep;
}): SignedCall {
  const { region, credentials, post, now, sleep } = needs;

  async function once({ service, url, headers, body }: Call): Promise<Answered> {
    const { protocol, hostname, port, host, pathname } = new URL(url);
    const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
    const signed = await signer.sign(
      {
        method: "POST",
        protocol,
        hostname,
        ...(port && { port: Number(port) }),
        path: pathname,
        query: {},
        headers: { ...headers, host },
        body,
      },
      { signingDate: new Date(now()) },
    );
    return post(url, signed.headers, body);
  }

  return async (call) => {
    for (let tried = 1; ; tried++) {
      const isLast = tried >= call.tries;
      try {
        const answer = await once(call);
        const isPassing = answer.status >= 500 || answer.status === TOO_MANY || /Throttl/i.test(answer.text);
        if (answer.status < 400 || !isPassing) return answer;
        if (isLast) throw new Error(`${call.service} answered ${answer.status}.`);
      } catch (error) {
        if (isLast) throw error;
      }
      await sleep(FIRST_PAUSE_MS * 2 ** tried);
    }
  };
}
