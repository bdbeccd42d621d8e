import type { Planned, PlannedResource, SideBySide } from "./side-by-side";
import { inModuleWords } from "./words";

/** What is compared elsewhere, statement by statement. */
const POLICIES = ["policy", "assume_role_policy"];
/** Where each way has its copy of the function; the hash of what is in it is compared. */
const PLACE = ["filename"];
/** The app leaves the tags of the file to the provider. What a resource has in the end is in `tags_all`. */
const TAGS = ["tags", "tags_all"];

/** Every resource of a way by its type, as far as both ways have to say the same of it; in alphabetical order. */
export function resourcesOf(
  { gateway, app, module }: SideBySide,
  way: "app" | "module",
): Record<string, string[]> {
  const defaultTags = way === "app" ? gateway.configuration.aws.tags : undefined;
  // The module counts names at their longest, and may need more policies: their names are counted on.
  const names = new Set(policyNames(app));
  const isMore = ({ type, values }: PlannedResource) =>
    type === "aws_iam_policy" && !names.has(String(values.name));
  const kept = { app, module }[way].resources.filter(
    (resource) => !isMore(resource) && !ATTACHMENT.test(resource.type) && !saysNothing(resource),
  );
  const types = [...new Set(kept.map(({ type }) => type))].sort();
  return Object.fromEntries(
    types.map((type) => [
      type,
      kept
        .filter((one) => one.type === type)
        .map((one) => attributesOf(one, defaultTags))
        .sort(),
    ]),
  );
}

const ATTACHMENT = /^aws_iam_(role|user)_policy_attachment$/;

/** The names of the managed policies, those of the role first. */
export function policyNames({ resources }: Planned): string[] {
  return resources.filter(({ type }) => type === "aws_iam_policy").map(({ values }) => String(values.name));
}

/** Whom the policies of a way are attached to, each once. */
export function carriersOf({ resources }: Planned): string[] {
  const carriers = resources
    .filter(({ type }) => ATTACHMENT.test(type))
    .map(({ type, values }) => `${type} of ${String(values.role ?? values.user)}`);
  return [...new Set(carriers)].sort();
}

/** The module keeps a record of a user's name where there is no key that goes with it, too: with nothing in it. */
function saysNothing({ type, values }: PlannedResource): boolean {
  return type === "terraform_data" && JSON.stringify(values.input) === '{"name":null}';
}

function attributesOf(
  { values, unknown }: PlannedResource,
  defaultTags: Readonly<Record<string, string>> | undefined,
): string {
  const left = [...POLICIES, ...PLACE, ...TAGS];
  const said = Object.entries(values).filter(([key]) => !left.includes(key));
  const takesTags = "tags_all" in values || unknown.includes("tags_all");
  const tags = { ...defaultTags, ...(values.tags_all as object | undefined) };
  return JSON.stringify({
    ...Object.fromEntries(said.sort(([a], [b]) => (a < b ? -1 : 1))),
    ...(takesTags && { tags: Object.entries(tags).sort() }),
    unknown: unknown.filter((key) => !left.includes(key)).sort(),
  });
}

/** What Terraform says after the apply, in the words of the module; without what says nothing. */
export function outputsOf({ app, module }: SideBySide, way: "app" | "module"): Record<string, unknown> {
  const outputs = { app, module }[way].outputs;
  const said = Object.entries(outputs).filter(
    ([, value]) => value !== null && (!Array.isArray(value) || value.length > 0),
  );
  return Object.fromEntries(
    said.sort().map(([name, value]) => {
      // As many as there are policies.
      if (name.endsWith("policy_arns")) return [name, (value as string[])[0]];
      if (name !== "next_steps" || way === "module") return [name, value];
      return [name, (value as string[]).map(inModuleWords)];
    }),
  );
}

/** What the attachment function is called with, for each instance. */
export function functionInputsOf({ resources }: Planned): unknown[] {
  return resources
    .filter(({ type }) => type === "aws_lambda_invocation")
    .map(({ values }) => {
      const { recorded_in: record, ...input } = JSON.parse(String(values.input)) as Record<string, unknown>;
      // The two ways have other names for the record of an instance.
      const [instance] = /i[_-][0-9a-f]+/.exec(String(record)) ?? [];
      return { ...input, recorded_in: instance?.replace("_", "-") };
    });
}
