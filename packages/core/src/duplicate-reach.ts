import { SHARED_HOSTS } from "./duplicate-words.ts";

/** The digits of a telephone number without the country's own or a trunk prefix; empty for fewer than six. */
export function phoneDigits(phone: string): string {
  const digits = phone.replace(/\D/g, "").replace(/^00/, "");
  const national = digits.length === 11 && digits.startsWith("1") ? digits.slice(1) : digits.replace(/^0+/, "");
  return national.length < 6 ? "" : national;
}

/** Whether two numbers, as digits, are one: a country's code before one of them does not part them. */
export function samePhone(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short !== "" && long.endsWith(short) && long.length - short.length <= 3;
}

/** Whose website it is: its host, and the path where many share the host; empty for none. */
export function siteOf(website: string): string {
  const [, host = "", path = ""] =
    /^(?:https?:\/\/)?(?:www\.|m\.|[a-z]{2}-[a-z]{2}\.)*([^/?#:]+)[^/?#]*([^?#]*)/i.exec(website.trim()) ?? [];
  const name = host.toLowerCase();
  return SHARED_HOSTS.has(name) ? `${name}${path.toLowerCase().replace(/\/+$/, "")}` : name;
}
