/** What bytes are, told by how they begin, or null for something else. Only these are ever given to the decoder. */
export type Kind = "jpeg" | "png" | "webp";

const LOOKED_AT = 64;

/** The kind of a picture by its content, whatever it is called. */
export function kindOf(bytes: Uint8Array): Kind | null {
  const head = textOf(bytes, 16);
  if (head.startsWith("\xff\xd8\xff")) return "jpeg";
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  return isWebp(head) ? "webp" : null;
}

/** In words, why bytes are no picture that can be taken. */
export function whyNot(bytes: Uint8Array): string {
  if (bytes.length === 0) return "The file is empty. Choose another one.";
  const head = textOf(bytes, LOOKED_AT);
  if (/^....ftyp(hei|hev|mif|msf)/s.test(head))
    return "This is a HEIC picture, which cannot be read here. Save it as a JPEG, then upload that.";
  if (/^....ftyp/s.test(head)) return "This is a film or a kind of picture that cannot be read here. Choose a JPEG.";
  if (/^GIF8/.test(head)) return "GIFs are not taken. Choose a JPEG, a PNG or a WebP.";
  if (/^\s*(?:\xef\xbb\xbf)?\s*<(\?xml|svg|!--|!doctype svg)/i.test(head))
    return "Drawings such as SVG are not taken. Save it as a PNG, then upload that.";
  return "This is not a picture. Choose a JPEG, a PNG or a WebP.";
}

function isWebp(head: string): boolean {
  return head.startsWith("RIFF") && head.slice(8, 12) === "WEBP";
}

function textOf(bytes: Uint8Array, length: number): string {
  return String.fromCharCode(...bytes.subarray(0, length));
}
