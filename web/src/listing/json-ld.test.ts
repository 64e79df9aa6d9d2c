import type { ListingPage, Site } from "@mainstreet/core/page";
import { expect, test } from "vitest";
import { localBusiness, scriptJson } from "./json-ld.ts";

const SITE: Site = {
  origin: "https://example.org",
  base: "/sub/",
  name: "Rhinebeck Chamber",
  tagline: "",
  language: "en",
  email: "",
  phone: "",
  address: "",
  units: "mi",
  logo: null,
  theme: "/theme.css",
  box: null,
  mapStyle: "",
  api: "/api/",
};

const PAGE: ListingPage = {
  kind: "listing",
  path: "/members/bread-alone/",
  id: "lst_1",
  slug: "bread-alone",
  name: "Bread Alone",
  summary: "",
  description: "",
  categories: [],
  logo: null,
  photos: [],
  deals: [],
  schemaType: "Bakery",
  tags: [],
  address: { street: "", extra: "", town: "", state: "", postalCode: "" },
  country: "US",
  town: null,
  position: null,
  phone: "",
  email: "",
  website: "",
  hours: "",
  week: null,
  schedule: null,
  confirmedOn: null,
  memberSince: null,
  featured: "",
  elsewhere: [],
  hosts: [],
};

test("a listing of which little is known says only that", () => {
  expect(localBusiness(PAGE, SITE)).toEqual({
    "@context": "https://schema.org",
    "@type": "Bakery",
    "@id": "https://example.org/sub/members/bread-alone/",
    url: "https://example.org/sub/members/bread-alone/",
    name: "Bread Alone",
    memberOf: { "@type": "Organization", name: "Rhinebeck Chamber", url: "https://example.org/sub/" },
  });
});

test("deals are offers that say until when they hold", () => {
  const deals = [
    { title: "Loaf for two", text: "", until: "2026-12-31" },
    { title: "Free delivery", text: "In town", until: "2027-07-31" },
  ];

  expect(localBusiness({ ...PAGE, deals }, SITE).makesOffer).toEqual([
    { "@type": "Offer", name: "Loaf for two", validThrough: "2026-12-31" },
    { "@type": "Offer", name: "Free delivery", description: "In town", validThrough: "2027-07-31" },
  ]);
});

test("photos, or the logo for want of any, are named by their whole addresses", () => {
  const picture = { hash: "0a".repeat(16), width: 1280, height: 960, widths: [320, 1280], alt: "The oven" };
  const logo = { ...picture, hash: "0b".repeat(16), width: 200, height: 100, widths: [200] };
  const [large, small] = [`${"0a".repeat(16)}-1280.webp`, `${"0b".repeat(16)}-200.webp`];
  const at = (file: string) => `https://example.org/sub/media/${file}`;

  expect(localBusiness({ ...PAGE, logo, photos: [picture] }, SITE)).toMatchObject({
    logo: at(small),
    image: [at(large)],
  });
  expect(localBusiness({ ...PAGE, logo }, SITE)).toMatchObject({ logo: at(small), image: [at(small)] });
});

test("days with the same hours stand together; a night ends in the morning; a whole day is a whole day", () => {
  const day = [{ from: 540, to: 1020 }];
  const week = [day, day, day, day, [{ from: 1080, to: 1560 }], [{ from: 0, to: 1440 }], []];
  const data = localBusiness({ ...PAGE, week }, SITE);

  expect(data.openingHoursSpecification).toEqual([
    {
      "@type": "OpeningHoursSpecification",
      dayOfWeek: ["Monday", "Tuesday", "Wednesday", "Thursday"],
      opens: "09:00",
      closes: "17:00",
    },
    { "@type": "OpeningHoursSpecification", dayOfWeek: ["Friday"], opens: "18:00", closes: "02:00" },
    { "@type": "OpeningHoursSpecification", dayOfWeek: ["Saturday"], opens: "00:00", closes: "23:59" },
  ]);
});

test("nothing in the data can break out of its script element", () => {
  const evil = "</script><!--<script> & \u2028\u2029";
  const text = scriptJson({ name: evil });

  expect(text).not.toMatch(/[<>&\u2028\u2029]/);
  expect(JSON.parse(text)).toEqual({ name: evil });
});
