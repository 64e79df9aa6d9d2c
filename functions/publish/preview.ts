import type { Directory, PublicListing } from "@mainstreet/core/directory";
import type { LocalDate } from "@mainstreet/core/local-date";
import type { Picture } from "@mainstreet/core/picture";
import { type Media, mediaOf } from "./media.ts";
import { fileOf, planSite, type SiteAddress } from "./plan.ts";
import { show } from "./shown.ts";
import { textOf } from "./site-files.ts";
import type { WebBuild } from "./web-build.ts";

/**
 * Draws single pages by the plan that the site is drawn by, and takes their scripts out. The pictures of a listing are in its
 * page itself, since those that nobody has approved are nowhere else; the colours come from the API, since no file has them
 * before they are published.
 */
export function createPreview({
  web,
  address,
  media,
}: {
  readonly web: WebBuild;
  readonly address: SiteAddress;
  readonly media: Media;
}): {
  /** The page at a path of the site, from a directory that need not hold more than it shows. */
  readonly page: (directory: Directory, path: string, date: LocalDate) => Promise<string>;
  /** The style sheet with the colours made from an accent. */
  readonly theme: (accent: string) => string;
} {
  const page = async (directory: Directory, path: string, date: LocalDate): Promise<string> => {
    const listings = new Map([...directory.listings].map(([id, listing]) => [id, withSmallPictures(listing)]));
    const showing = show({ ...directory, listings }, date);
    const { files } = planSite(showing, { address, web, media, snapshot: "", signpostPages: false });
    const file = files.get(fileOf(path));
    if (!file) throw new Error("The page is not in the directory that is drawn.");
    const { accent } = directory.chamber;
    const colours = `${address.base}api/theme.css?accent=${encodeURIComponent(accent)}`;
    let html = withoutScripts(textOf((await file.make()) ?? new Uint8Array())).replace(THEME, `href="${colours}"`);
    const shown = showing.rows.filter(({ listing }) => path === `/members/${listing.slug}/`);
    for (const { path, from } of mediaOf({ rows: shown, logo: directory.chamber.logo })) {
      const bytes = await media.read(from);
      const data = `data:image/webp;base64,${Buffer.from(bytes ?? []).toString("base64")}`;
      // A link to the whole picture would hold all of it once more, and leads nowhere in a preview.
      html = html.replaceAll(`href="${address.base}${path}"`, "").replaceAll(address.base + path, data);
    }
    return html;
  };
  return { page, theme: web.themeCss };
}

/** The link to the style sheet of the chamber's colours. */
const THEME = /href="[^"]*theme-[0-9a-f]+\.css"/;

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
