import type { Actor } from "@mainstreet/core/actor";
import type { Directory } from "@mainstreet/core/directory";
import type { Geocode } from "@mainstreet/core/geocode";
import type { LocalDate } from "@mainstreet/core/local-date";
import type { Now, Random, Sleep } from "@mainstreet/core/needs";
import type { StaffPasskey } from "@mainstreet/core/session";
import type { Opened } from "@mainstreet/store/session-store";
import type { Table } from "@mainstreet/store/table";
import type { Log } from "../log.ts";
import type { ImportFiles } from "../upload/import-files.ts";
import type { Pictures } from "../upload/pictures.ts";
import type { Cdn } from "./flows/client-address.ts";
import type { Operation } from "./operation.ts";
import type { SiteReader } from "./search-directory.ts";

/**
 * How many codes are mailed within an hour: to one mailbox, for one network, to all mailboxes of one domain, so that whoever
 * owns a domain cannot fill an event with guests made up in it, and in all.
 */
export type CodeLimits = Readonly<Record<"mailbox" | "network" | "domain" | "all", number>>;

/** Draws pages as the publisher does. */
export type Preview = {
  /** The HTML of the page at a path, without scripts, from a directory that may hold little else. */
  readonly page: (directory: Directory, path: string, date: LocalDate) => Promise<string>;
  /** The style sheet with the colours made from an accent such as "#1d5c4d". */
  readonly theme: (accent: string) => string | Promise<string>;
};

/** What the API is built from. */
export type Needs = {
  readonly table: Table;
  /** The published site, whose snapshot is searched. */
  readonly site: SiteReader;
  readonly now: Now;
  readonly sleep: Sleep;
  readonly random: Random;
  /** The scheme and host of the site, such as "https://chamber.example.org": where pages that may change things come from. */
  readonly origin: string;
  /** Below which path of it the site lies: "/", or such as "/sub/". */
  readonly base: string;
  /** Whether staff must show a passkey before they are staff. */
  readonly staffPasskey: StaffPasskey;
  /** The chamber's secret of 32 bytes, under which addresses and codes are hashed. It must never change. */
  readonly pepper: Uint8Array;
  readonly codeLimits: CodeLimits;
  /** The CDN whose word on who asks is believed; null where requests come straight. */
  readonly cdn: Cdn | null;
  /** Null where the pages are not at hand. */
  readonly preview: Preview | null;
  readonly pictures: Pictures;
  readonly imports: ImportFiles;
  /** A map service that knows where addresses lie; without one the chamber's own pins tell. */
  readonly geocode?: Geocode;
  readonly log: Log;
  /** Which build this is, such as "0.1.0". */
  readonly version: string;
};

/** What travels with a request through the API. */
export type ApiEnv = {
  /** What the server knows of the connection: none where nobody tells. */
  Bindings: { readonly address?: string };
  Variables: {
    requestId: string;
    /** Set once the request has passed the gate. */
    actor: Actor;
    /** The session that the request came in; null when it came in none that stands. */
    opened: (Opened & { readonly token: string; readonly hash: string }) | null;
    operation: Operation;
    /** The body as it came, for telling a repeated request from another one. */
    body: Uint8Array;
    /** The fields of a form as they were typed, when the body was one. */
    typed: ReadonlyMap<string, string>;
    /** The code of the problem that was answered. */
    code: string;
  };
};
