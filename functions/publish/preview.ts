import type { Directory, PublicListing } from "@mainstreet/core/directory";
import type { LocalDate } from "@mainstreet/core/local-date";
import type { Picture } from "@mainstreet/core/picture";
import { type Media, mediaOf } from "./media.ts";
import { fileOf, planSite, type SiteAddress } from "./plan.ts";
import { show } from "./shown.ts";
import { textOf } from "./site-files.ts";
import type { WebBuild } from "./web-build.ts";

/**
 * Draws the page of one listing, by the plan that the site is drawn by, and takes its scripts out. Its pictures are in the
 * page itself, since those that nobody has approved are nowhere else.
 * @returns a function of a directory, which need not hold more than the page shows, the listing's slug, and the day
 */
export function createPreview({
  web,
  address,
  media,
}: {
  readonly web: WebBuild;
  readonly address: SiteAddress;
  readonly media: Media;
}): (directory: Directory, slug: string, date: LocalDate) => Promise<string> {
  return async (directory, slug, date) => {
    const listings = new Map([...directory.listings].map(([id, listing]) => [id, withSmallPictures(listing)]));
    const showing = show({ ...directory, listings }, date);
    const { files } = planSite(showing, { address, web, media, snapshot: "", signpostPages: false });
    const file = files.get(fileOf(`/members/${slug}/`));
    if (!file) throw new Error("The listing is not in the directory that is drawn.");
    let html = withoutScripts(textOf((await file.make()) ?? new Uint8Array()));
    for (const { path, from } of mediaOf({ rows: showing.rows.filter(({ listing }) => listing.slug === slug) })) {
      const bytes = await media.read(from);
      const data = `data:image/webp;base64,${Buffer.from(bytes ?? []).toString("base64")}`;
      // A link to the whole picture would hold all of it once more, and leads nowhere in a preview.
      html = html.replaceAll(`href="${address.base}${path}"`, "").replaceAll(address.base + path, data);
    }
    return html;
  };
}

const PREVIEW_WIDTH = 640;

/** A listing whose pictures have one file each, of a middling width. */
function withSmallPictures(listing: PublicListing): PublicListing {
  const small = (picture: Picture): Picture => {
    const width = picture.widths.findLast((each) => each <= PREVIEW_WIDTH) ?? picture.width;
    const height = Math.max(1, Math.round((picture.height * width) / picture.width));
    return { ...picture, width, height, widths: [width] };
  };
  return { ...listing, logo: listing.logo && small(listing.logo), photos: listing.photos.map(small) };
}

/** A page without its scripts, structured data among them. What people typed is escaped in it and never looks like one. */
function withoutScripts(html: string): string {
  return html
    .replace(/<script\b[^>]*>[\s\S]*?<\/script\s*>/gi, "")
    .replace(/<link\b[^>]*\brel="?(?:modulepreload|preload)\b[^>]*>/gi, "");
}
