// The built server entry, as `web/adapter/server.ts` exports it.
declare module "*/dist/server/entry.mjs" {
  export const renderPage: (
    page: import("@mainstreet/core/page").Page,
    site: import("@mainstreet/core/page").Site,
  ) => Promise<string>;
  export const themeCss: (accent: string) => string;
}
