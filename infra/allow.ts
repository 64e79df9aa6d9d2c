import { Stack } from "aws-cdk-lib";
import { type IRole, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { acknowledge } from "./acknowledge.ts";

export type Right = {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Why a resource has a "*"; those without one need no reason. */
  readonly because?: string;
};

/** Lets a role do something. A "*" in a resource is reported, with its reason, to whoever checks the stacks. */
export function allow(role: IRole, { actions, resources, conditions, because }: Right): void {
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: [...actions],
      resources: [...resources],
      ...(conditions && { conditions: { ...conditions } }),
    }),
  );
  if (because === undefined) return;
  for (const resource of resources) {
    const text = flat(Stack.of(role).resolve(resource));
    if (text.includes("*")) acknowledge(role, `AwsSolutions-IAM5[Resource::${text}]`, because);
  }
}

/** A value of a template in the words of a finding: what is looked up stands in angle brackets. */
function flat(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  const [[name, content] = ["", ""]] = Object.entries(value);
  if (name === "Fn::Join" && Array.isArray(content)) return content[1].map(flat).join(content[0]);
  if (name === "Fn::GetAtt" && Array.isArray(content)) return `<${content.join(".")}>`;
  return name === "Ref" ? `<${content}>` : JSON.stringify(value);
}
