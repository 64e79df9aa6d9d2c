import { expect, test } from "vitest";
import { claim, claimSlug, moveSlug } from "./slug-claim.ts";
import { Refused } from "./table.ts";

const current = { id: "lst_1", slug: "bread", formerSlugs: ["baker", "bakery"] };
const former = (count: number) => Array.from({ length: count }, (_, i) => `old-${i}`);

test("without another slug nothing moves", () => {
  const unmoved = { slugs: { slug: "bread", formerSlugs: ["baker", "bakery"] }, actions: [] };

  expect(moveSlug("listing", current, undefined)).toEqual(unmoved);
  expect(moveSlug("listing", current, "bread")).toEqual(unmoved);
});

test("a new slug is claimed and the old one remembered", () => {
  expect(moveSlug("listing", current, "loaf")).toEqual({
    slugs: { slug: "loaf", formerSlugs: ["baker", "bakery", "bread"] },
    actions: [claim("listing", "loaf", "lst_1")],
  });
});

test("a slug that comes back is no former one any more", () => {
  expect(moveSlug("listing", current, "baker").slugs).toEqual({ slug: "baker", formerSlugs: ["bakery", "bread"] });
});

test("fifty former slugs are kept, and a fifty-first change is refused", () => {
  expect(moveSlug("listing", { ...current, formerSlugs: former(49) }, "loaf").slugs.formerSlugs).toHaveLength(50);
  expect(moveSlug("listing", { ...current, formerSlugs: former(50) }, "old-7").slugs.formerSlugs).toHaveLength(50);
  expect(() => moveSlug("listing", { ...current, formerSlugs: former(50) }, "loaf")).toThrow(/changed 50 times/);
});

test("candidates are tried until one is free", async () => {
  const taken = new Set(["a", "b"]);

  const slug = await claimSlug("listing", ["a", "b", "c", "d"], "lst_1", async (slug) => {
    if (taken.has(slug)) throw new Refused([{ target: "lst_2" }]);
    return slug;
  });

  expect(slug).toBe("c");
});

test("a refusal of another step is not answered with another slug", async () => {
  const refused = new Refused([undefined, null]);

  await expect(claimSlug("listing", ["a", "b"], "lst_1", () => Promise.reject(refused))).rejects.toBe(refused);
});

test("it gives up when there are no more candidates, or after 500", async () => {
  let tries = 0;
  const attempt = (): Promise<never> => {
    tries++;
    return Promise.reject(new Refused([{}]));
  };
  const endless = function* () {
    for (;;) yield "a";
  };

  await expect(claimSlug("listing", ["a", "b"], "lst_1", attempt)).rejects.toMatchObject({ code: "taken" });
  await expect(claimSlug("listing", endless(), "lst_1", attempt)).rejects.toMatchObject({ code: "taken" });

  expect(tries).toBe(502);
});
