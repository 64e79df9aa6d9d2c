import { type Answer, type Asked, type StandIn, serveSigned } from "./server.ts";

/** What SES was given to send, as JSON of its request. */
type SentMail = {
  readonly FromEmailAddress: string;
  readonly Destination: { readonly ToAddresses: readonly string[] };
  readonly ReplyToAddresses?: readonly string[];
  readonly Content: {
    readonly Raw?: { readonly Data: string };
    readonly Simple?: {
      readonly Subject: { readonly Data: string };
      readonly Body: { readonly Text: { readonly Data: string } };
      readonly Headers?: readonly { readonly Name: string; readonly Value: string }[];
    };
  };
};

/** The Parameter Store, SES and Lambda's own address, in one. */
export type Services = StandIn & {
  readonly parameters: Map<string, string>;
  /** How often parameters were asked for. */
  readonly reads: { count: number };
  readonly mails: SentMail[];
  /** What calls functions that functions call; null for what is only noted. */
  readonly invoked: { readonly name: string; readonly type: string; readonly payload: unknown }[];
  /** What answers functions that are called and waited for. */
  readonly functions: Map<string, (payload: unknown) => Promise<unknown>>;
  /** How the next mails are refused, one after the other. */
  readonly refusals: { readonly status: number; readonly type: string; readonly message: string }[];
};

export async function startServices(): Promise<Services> {
  const kept: Omit<Services, "endpoint" | "close"> = {
    parameters: new Map(),
    reads: { count: 0 },
    mails: [],
    invoked: [],
    functions: new Map(),
    refusals: [],
  };
  const server = await serveSigned(serviceOf, (asked) => {
    if (asked.headers["x-amz-target"] === "AmazonSSM.GetParameters") return parameters(kept, asked);
    if (asked.url.pathname === "/v2/email/outbound-emails") return mail(kept, asked);
    const [, name] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(asked.url.pathname) ?? [];
    return name === undefined ? { status: 404 } : invoke(kept, decodeURIComponent(name), asked);
  });
  return { ...server, ...kept };
}

function serviceOf({ url, headers }: Asked): string {
  if (headers["x-amz-target"]) return "ssm";
  return url.pathname.startsWith("/v2/email/") ? "ses" : "lambda";
}

type Kept = Omit<Services, "endpoint" | "close">;

function parameters({ parameters, reads }: Kept, { body }: Asked): Answer {
  const { Names, WithDecryption }: { Names: string[]; WithDecryption: boolean } = JSON.parse(body.toString());
  reads.count++;
  const found = Names.flatMap((Name) => {
    const Value = WithDecryption ? parameters.get(Name) : "AQICAHh=";
    return Value === undefined ? [] : [{ Name, Value, Type: "String", Version: 1, DataType: "text" }];
  });
  const InvalidParameters = Names.filter((name) => !parameters.has(name));
  return json(200, { Parameters: found, InvalidParameters });
}

function mail({ mails, refusals }: Kept, { body }: Asked): Answer {
  const refusal = refusals.shift();
  if (refusal) {
    const headers = { "content-type": "application/json", "x-amzn-errortype": refusal.type };
    return { status: refusal.status, headers, body: JSON.stringify({ message: refusal.message }) };
  }
  mails.push(JSON.parse(body.toString()));
  return json(200, { MessageId: `mail-${mails.length}` });
}

async function invoke({ invoked, functions }: Kept, name: string, { headers, body }: Asked): Promise<Answer> {
  const type = String(headers["x-amz-invocation-type"]);
  const payload: unknown = JSON.parse(body.toString());
  invoked.push({ name, type, payload });
  if (type === "Event") return { status: 202 };
  const call = functions.get(name);
  if (!call) return json(404, { Message: "There is no such function." });
  try {
    return json(200, await call(payload));
  } catch {
    const error = { errorMessage: "It has failed.", errorType: "Error" };
    return { status: 200, headers: { "x-amz-function-error": "Unhandled" }, body: JSON.stringify(error) };
  }
}

function json(status: number, body: unknown): Answer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body ?? null) };
}
