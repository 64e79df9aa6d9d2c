import type { Stage } from "../../security/roles.ts";
import { ROLES } from "../../security/rows.ts";
import { ASKED, PROVED } from "../town.ts";
import { anew, asForm, type Call, fieldsOf, withHeaders } from "./call.ts";

/** What is broken of a call that was in order. */
export type Break = (
  call: Call,
  world: { readonly stage: Stage & { readonly old: string }; pick<T>(from: readonly T[]): T; odd(): unknown },
) => Call;

const SESSION = /(; )?__Host-session=[\w-]+/;

function as(call: Call, session: string | null): Call {
  const flow = call.headers.Cookie?.replace(SESSION, "") ?? "";
  const parts = [flow, session].filter((part) => part);
  return withHeaders(call, { Cookie: parts.length > 0 ? parts.join("; ") : undefined });
}

function withField(call: Call, change: (fields: Record<string, unknown>) => unknown): Call {
  return withHeaders({ ...call, body: JSON.stringify(change(fieldsOf(call))) }, { "Content-Type": "application/json" });
}

/** The call from a browser with another flow. */
function inBrowser(call: Call, flow: string): Call {
  const session = call.headers.Cookie?.split("; ").filter((part) => !part.startsWith("__Host-flow")) ?? [];
  return withHeaders(call, { Cookie: [flow, ...session].join("; ") });
}

/** By the status that each is after. */
export const BREAKS: Readonly<Record<number, readonly Break[]>> = {
  200: [(call) => inBrowser(call, PROVED.Cookie)],
  303: [asForm],
  400: [
    (call) => withHeaders(call, { "Idempotency-Key": undefined }),
    (call) => withHeaders(call, { "Idempotency-Key": "short" }),
    (call) => withHeaders({ ...call, body: '{"a":' }, { "Content-Type": "application/json" }),
    (call) => ({ ...call, path: `${call.path.split("?")[0]}?cursor=none` }),
  ],
  401: [(call, { stage }) => as(call, stage.cookies["ended session"]), (call) => as(call, null)],
  403: [
    (call) => withHeaders(call, { Origin: "https://evil.test" }),
    (call) => withHeaders(call, { Origin: undefined }),
    (call, { stage, pick }) => as(call, stage.cookies[pick(ROLES)] ?? null),
    (call, { stage }) => as(call, stage.old),
    (call) => inBrowser(call, "__Host-flow=x"),
    (call) => inBrowser(call, ASKED.Cookie),
    (call, { stage }) => as(call, stage.cookies.person),
  ],
  404: [
    (call, { pick }) => {
      const parts = call.path.split("/");
      const at = pick(parts.map((_, i) => i).slice(2));
      return { ...call, path: parts.map((part, i) => (i === at ? twisted(part) : part)).join("/") };
    },
    (call) => {
      const twist = (fields: Record<string, unknown>) =>
        Object.fromEntries(
          Object.entries(fields).map(([name, value]) => [name, typeof value === "string" ? twisted(value) : value]),
        );
      return withField(call, twist);
    },
  ],
  409: [anew],
  410: [
    (call, { odd }) =>
      inBrowser(call, `__Host-flow=${String(odd()).replaceAll(/\W/g, "").padEnd(43, "n").slice(0, 43)}`),
    (call) => withField(call, (fields) => ({ ...fields, code: "000000" })),
  ],
  412: [
    (call) => withHeaders(call, { "If-Match": '"v99"' }),
    (call) => withField(call, (f) => ({ ...f, version: 99 })),
  ],
  413: [
    (call) =>
      withHeaders(
        { ...call, body: "x".repeat(call.route["x-body-limit"] + 1) },
        { "Content-Type": "application/json" },
      ),
  ],
  415: [(call) => withHeaders({ ...call, body: call.body ?? "x" }, { "Content-Type": "text/plain" })],
  422: [
    (call, { odd }) => withField(call, (fields) => ({ ...fields, surely: odd() })),
    (call, { odd, pick }) =>
      withField(call, (fields) => ({ ...fields, [pick([...Object.keys(fields), "none"])]: odd() })),
    (call) => ({ ...call, path: `${call.path.split("?")[0]}?limit=none` }),
  ],
  429: [anew],
  428: [(call) => withHeaders(call, { "If-Match": undefined })],
};

/** An id of the same kind that nobody has. */
function twisted(id: string): string {
  return id.replaceAll(/[0-9a-z](?=[0-9a-z]{0,3}$)/g, "0");
}
