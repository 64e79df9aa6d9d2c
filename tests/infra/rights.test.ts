import { expect, test } from "vitest";
import * as z from "zod";
import { type Resource, resourcesOf, synthesize } from "./synth.ts";

const { backendTemplate, edgeTemplate } = synthesize("production");

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((found) => [found].flat());
const Statement = z.object({
  Effect: z.string(),
  Action: oneOrMore,
  Resource: z.json().transform((found) => [found].flat().map((each) => flat(each))),
  Condition: z.json().optional(),
});
const Policy = z.object({
  PolicyDocument: z.object({ Statement: z.array(Statement) }),
  Roles: z.array(z.object({ Ref: z.string() })).default([]),
});

/** What the role of each function, and of the clock, may do. */
const RIGHTS = new Map(
  resourcesOf(backendTemplate, "AWS::IAM::Policy").map((found) => {
    const { PolicyDocument, Roles } = Policy.parse(found.Properties);
    return [Roles[0]?.Ref.replace(/Role[0-9A-F]{8}$/, "").toLowerCase() ?? "", PolicyDocument.Statement] as const;
  }),
);
const rightsOf = (name: string) => RIGHTS.get(name) ?? [];
const actionsOf = (name: string, service: string) =>
  new Set(rightsOf(name).flatMap(({ Action }) => Action.filter((action) => action.startsWith(`${service}:`))));

test("nobody may do everything of a kind, nor to everything", () => {
  expect([...RIGHTS.keys()].toSorted()).toEqual(["api", "clock", "mail", "publish", "tick", "upload"]);
  for (const [name, rights] of RIGHTS) {
    expect(
      rights.flatMap(({ Action }) => Action).filter((action) => action.includes("*")),
      name,
    ).toEqual([]);
    expect(
      rights.flatMap(({ Resource }) => Resource).filter((resource) => resource === "*"),
      name,
    ).toEqual([]);
  }
});

test("a star in a resource stands for the files below a path, and for nothing else", () => {
  const starred = [...RIGHTS.values()]
    .flat()
    .flatMap(({ Action, Resource }) =>
      Resource.filter((each) => each.includes("*")).map((resource) => ({ actions: Action, resource })),
    );

  expect(starred.length).toBeGreaterThan(5);
  for (const { actions, resource } of starred) {
    expect(resource).toMatch(/^<(Site|Uploads)[0-9A-F]+\.Arn>\/([a-z]+\/)?\*$/);
    expect(actions.every((action) => /^s3:(Get|Put|Delete)Object$/.test(action))).toBe(true);
  }
});

test("no role has a policy that AWS may change", () => {
  const roles = [backendTemplate, edgeTemplate].flatMap((template) => resourcesOf(template, "AWS::IAM::Role"));

  expect(roles).toHaveLength(6);
  for (const { Properties } of roles) expect(Properties).not.toHaveProperty("ManagedPolicyArns");
});

test("the publisher writes its lease and nothing else of the table", () => {
  const writes = rightsOf("publish").filter(({ Action }) =>
    Action.some((each) => /dynamodb:(Put|Update|Delete)/.test(each)),
  );

  expect(writes.map(({ Condition }) => Condition)).toEqual([
    {
      "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["LEASE#publisher"] },
      Null: { "dynamodb:LeadingKeys": "false" },
    },
  ]);
});

test("what decodes pictures reads what was just sent, and reaches no table, no secret and no other file", () => {
  const rights = rightsOf("upload").filter(({ Action }) => !Action.some((each) => each.startsWith("logs:")));

  expect(
    rights.map(({ Action, Resource }) => [Action, Resource.map((each) => each.replace(/[0-9A-F]{8}/, ""))]),
  ).toEqual([
    [["s3:GetObject"], ["<Uploads.Arn>/quarantine/*"]],
    [["s3:ListBucket"], ["<Uploads.Arn>"]],
  ]);
});

test("only the publisher writes the site, and it writes nothing that people sent", () => {
  const writers = [...RIGHTS].flatMap(([name, rights]) =>
    rights
      .filter(({ Action }) => Action.includes("s3:PutObject"))
      .flatMap(({ Resource }) => Resource.map((each) => `${name} ${each.replace(/[0-9A-F]{8}/, "")}`)),
  );

  expect(writers.toSorted()).toEqual([
    "api <Uploads.Arn>/imports/*",
    "api <Uploads.Arn>/media/*",
    "api <Uploads.Arn>/quarantine/*",
    "publish <Site.Arn>/*",
    "publish <Uploads.Arn>/publisher/*",
    "tick <Uploads.Arn>/imports/*",
    "tick <Uploads.Arn>/media/*",
    "tick <Uploads.Arn>/quarantine/*",
  ]);
});

test("mail is sent by those who send mail, and from the chamber's address alone", () => {
  const senders = [...RIGHTS].filter(([name]) => actionsOf(name, "ses").size > 0).map(([name]) => name);
  const conditions = ["mail", "tick"].flatMap((name) =>
    rightsOf(name).flatMap(({ Action, Condition }) => (Action.includes("ses:SendEmail") ? [Condition] : [])),
  );

  expect(senders.toSorted()).toEqual(["mail", "tick"]);
  expect(conditions).toEqual(Array(2).fill({ StringEquals: { "ses:FromAddress": "office@chamber.example" } }));
});

test("parameters are read by their names", () => {
  const read = rightsOf("api").find(({ Action }) => Action.includes("ssm:GetParameters"))?.Resource ?? [];

  expect(read.map((each) => each.replace(/^.*:parameter/, "")).toSorted()).toEqual(
    ["edge-secret", "origin", "pepper", "places-key"].map((name) => `/mainstreet/production/${name}`),
  );
});

test("the site is read by CloudFront, for distributions of this account, and by nobody else from outside", () => {
  const allowed = resourcesOf(backendTemplate, "AWS::S3::BucketPolicy")
    .flatMap(statementsOf)
    .filter(({ Effect }) => Effect === "Allow");

  expect(allowed).toEqual([
    expect.objectContaining({
      Action: "s3:GetObject",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } },
        ArnLike: { "aws:SourceArn": expect.anything() },
      },
    }),
  ]);
  expect(JSON.stringify(allowed)).toContain(":distribution/*");
});

function statementsOf({ Properties }: Resource) {
  return z
    .object({ PolicyDocument: z.object({ Statement: z.array(z.looseObject({ Effect: z.string() })) }) })
    .parse(Properties).PolicyDocument.Statement;
}

/** A value of a template as one text, with what is looked up in angle brackets. */
function flat(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  const [[name, content] = ["", ""]] = Object.entries(value);
  if (name === "Fn::Join" && Array.isArray(content)) return content[1].map(flat).join(content[0]);
  if (name === "Fn::GetAtt" && Array.isArray(content)) return `<${content.join(".")}>`;
  return `<${String(content)}>`;
}
