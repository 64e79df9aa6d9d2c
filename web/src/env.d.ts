/// <reference types="astro/client" />

declare namespace App {
  /** What `renderPage` hands to the page: all it may use. */
  interface Locals {
    readonly page: import("@mainstreet/core/page").Page;
    readonly site: import("@mainstreet/core/page").Site;
  }
}
