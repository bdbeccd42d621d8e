import type { AcceptedFinding } from "../../modules/gateway";
import { GATEWAY_TAG, passedToEc2, POLICY_QUOTA, QUOTA_ADVICE } from "../../modules/permissions";
import { block, comment, expression, list, object } from "./hcl";
import type { Place } from "../../modules/moving";
import { placeOf } from "./places";
import {
  defaultGateway,
  INSTANCE,
  INSTANCE_ID,
  synthesizedGateway,
  type Synthesized,
} from "./synthesized-gateway";
import { validationBlock } from "./validation";

/** What the module works out in one place for roles, profiles and keys that are made here or exist already. */
const KNOWN_AS: readonly (readonly [text: string, reference: string])[] = [
  ["aws_iam_role.gateway_role.arn", "local.role_arn"],
  ["aws_iam_role.gateway_role.name", "local.role_name"],
  ["aws_iam_role.gateway_role.unique_id", "local.role_id"],
  ["aws_iam_instance_profile.gateway_instance_profile.unique_id", "local.instance_profile_id"],
  ["aws_kms_key.secret_key.arn", "local.configuration_key_arn"],
  ["aws_secretsmanager_secret.secret.arn", "local.configuration_secret_arn"],
  ["aws_secretsmanager_secret.secret.name", "local.configuration_secret_name"],
  ["local.gateway_instances_former_profile_names", "local.former_profile_names"],
];

const PROFILE_ARN =
  "arn:${local.partition}:iam::${local.account_id}:instance-profile${local.role.path}${local.instance_profile_name}";

/** One block of the constructs as a block of the module. */
export interface ModuleBlock {
  /** What stands above it, a full sentence; none for a block that speaks for itself. */
  readonly why?: string;
  /** Attributes that are written in the module's own way, by name; `undefined` leaves one out. */
  readonly instead?: Readonly<Record<string, string | undefined>>;
  /** Lines in the block's `lifecycle`, beside those of the construct. */
  readonly lifecycle?: readonly string[];
  /** Conditions of statements that are not always there, by their Sids. */
  readonly onlyIf?: Readonly<Record<string, string>>;
  /** Another block of the constructs, whose statements stand here too as far as the first has none of their Sids. */
  readonly statementsOf?: string;
}

const NESTED = ["statement", "filter", "principals", "condition", "lifecycle"];

/** The blocks of the constructs in the module's terms. */
export class ConstructBlocks {
  private readonly synthesized: Synthesized = synthesizedGateway();
  private readonly synthesizedDefaults: Synthesized = defaultGateway();

  /**
   * @param construct kind and name in the constructs, e.g. `aws_iam_role.gateway_role`
   * @throws Error when the constructs make no such block
   */
  block(
    construct: string,
    { why, instead = {}, lifecycle = [], onlyIf = {}, statementsOf }: ModuleBlock = {},
  ): string {
    const place = placeOf(construct);
    const attributes = {
      ...this.attributes(construct),
      ...(statementsOf !== undefined && { statement: this.statements(construct, statementsOf) }),
    };
    const [kind = "", type, name] = place.address.startsWith("data.")
      ? place.address.split(".")
      : ["resource", ...place.address.split(".")];
    const plain = Object.entries(attributes).filter(
      ([key]) => !NESTED.includes(key) && key !== "depends_on" && key !== "for_each" && !(key in instead),
    );
    const own = Object.entries(instead).flatMap(([key, value]): Attribute[] =>
      value === undefined ? [] : [[key, value]],
    );
    const written = block(
      `${kind} "${type}" "${name}"`,
      this.skips(construct),
      many(place),
      inOrder([...plain.map(([key, value]): Attribute => [key, this.expression(value)]), ...own]),
      ...NESTED.filter((key) => key !== "lifecycle").flatMap((key) =>
        this.nested(attributes, key, onlyIf).map((lines) => [lines]),
      ),
      this.dependencies(attributes),
      this.lifecycle(attributes, lifecycle),
    );
    return why === undefined ? written : `${comment(why)}\n${written}`;
  }

  /** The ARN of the instance profile, as the constructs write it. */
  readonly profileArn = PROFILE_ARN;

  /** The policies of a principal, each of them named and described as the first of the constructs. */
  policy(name: string, count: string, suffix: string): string {
    const first = this.attributes("aws_iam_policy.gateway_permissions_policy_1");
    const numbered = (attribute: string) =>
      expression(
        String(first[attribute])
          .replace("${var.name}", `\${var.name}${suffix}`)
          .replace("1", "${count.index + 1}"),
      );
    const tags = String(first.tags).replace("}-1", `}${suffix}-\${count.index + 1}`);
    const document = `data.aws_iam_policy_document.${name}[count.index]`;
    return block(
      `resource "aws_iam_policy" "${name}"`,
      [count],
      [
        `name = ${numbered("name")}`,
        `description = ${numbered("description")}`,
        `policy = ${document}.json`,
        `tags = ${this.expression(tags)}`,
      ],
      [
        block("lifecycle", [
          validationBlock(
            {
              condition: `length(${document}.minified_json) <= ${POLICY_QUOTA.characters}`,
              message: `"policy \${count.index + 1} has \${length(${document}.minified_json)} characters, and IAM takes ${POLICY_QUOTA.characters}: names, paths and tags are longer than the module counts them with; ${QUOTA_ADVICE}"`,
            },
            "precondition",
          ),
        ]),
      ],
    );
  }

  /** What attaches the policies to a principal. */
  attachment(type: string, name: string, principal: string, principalName: string): string {
    const construct = `${type}.${principal === "role" ? "gateway" : "user"}_permissions_attachment_1`;
    return block(
      `resource "${type}" "${name}"`,
      this.skips(construct),
      [`count = length(aws_iam_policy.${name})`],
      [`${principal} = ${principalName}`, `policy_arn = aws_iam_policy.${name}[count.index].arn`],
      this.lifecycle(this.attributes(construct), []),
    );
  }

  /** Why a scanner's findings stay, in the comments that checkov obeys. */
  private skips(construct: string): string[] {
    const address = construct.replace("INSTANCE", INSTANCE_ID);
    return this.synthesized.findings.filter((finding) => finding.address === address).map(skip);
  }

  /** An attribute of a construct's block. */
  value(construct: string, name: string): string {
    return this.expression(this.attributes(construct)[name]);
  }

  /** An attribute of a construct's block, or what the constructs have where nothing is given. */
  orDefault(construct: string, name: string): string {
    return `coalesce(${this.value(construct, name)}, ${this.expression(this.defaults(construct)[name])})`;
  }

  /** The entries of an object that an attribute writes as JSON. */
  argumentsOf(construct: string, name: string): Readonly<Record<string, string>> {
    const written = this.expression(this.attributes(construct)[name]);
    return Object.fromEntries(entriesOf(written.replace(/^jsonencode\(\{|\}\)$/g, "")));
  }

  /** The checks of one instance: each condition, and what is said when it does not hold. */
  checks(): readonly { readonly condition: string; readonly message: string }[] {
    const check = this.synthesized.check[`gateway_instances_check_${INSTANCE_ID}`];
    return (check?.assert ?? []).map(({ condition, error_message: message }) => ({
      // Without instances there is no such data source, and Terraform looks at the expression all the same.
      condition: this.expression(condition)
        .replaceAll("each.value", "id")
        .replace(/(data\.aws_instances\.\w+)\[0\]\.ids/g, "flatten($1[*].ids)"),
      message: this.text(message).replaceAll("${each.value}", "${id}"),
    }));
  }

  /** The value of an output. */
  output(name: string): string {
    return this.expression(this.synthesized.output[name]?.value);
  }

  local(name: string): string {
    return this.expression(this.synthesized.locals[name]);
  }

  /** What the constructs write where nothing is given. */
  defaults(construct: string): Readonly<Record<string, unknown>> {
    return this.attributes(construct, this.synthesizedDefaults);
  }

  private statements(construct: string, other: string): readonly Record<string, unknown>[] {
    const [own, others] = [construct, other].map(
      (one) => this.attributes(one).statement as readonly Record<string, unknown>[],
    ) as [readonly Record<string, unknown>[], readonly Record<string, unknown>[]];
    return [...own, ...others.filter(({ sid }) => !own.some((statement) => statement.sid === sid))];
  }

  private attributes(construct: string, synthesized = this.synthesized): Readonly<Record<string, unknown>> {
    const [kind, type = "", id = ""] = construct.startsWith("data.")
      ? construct.split(".")
      : ["resource", ...construct.split(".")];
    const found = synthesized[kind as "data" | "resource"][type]?.[id.replace("INSTANCE", INSTANCE_ID)];
    if (!found) throw new Error(`the constructs make no ${construct}`);
    return found;
  }

  private nested(
    attributes: Readonly<Record<string, unknown>>,
    key: string,
    onlyIf: Readonly<Record<string, string>> = {},
  ): string[] {
    const blocks = attributes[key] as readonly Record<string, unknown>[] | undefined;
    return (blocks ?? []).map((content) => {
      const condition = onlyIf[String(content.sid)];
      if (condition === undefined) return this.nestedBlock(key, content);
      return block(
        `dynamic "${key}"`,
        [`for_each = ${condition} ? [1] : []`],
        [this.nestedBlock("content", content)],
      );
    });
  }

  private nestedBlock(key: string, content: Readonly<Record<string, unknown>>): string {
    const plain = Object.entries(content).filter(([name]) => !NESTED.includes(name));
    return block(
      key,
      inOrder(plain.map(([name, value]): Attribute => [name, this.valueOf(name, value)])),
      ...NESTED.flatMap((inner) => this.nested(content, inner).map((lines) => [lines])),
    );
  }

  private dependencies(attributes: Readonly<Record<string, unknown>>): string[] {
    const names = ((attributes.depends_on ?? []) as readonly string[]).map(wholeAddress);
    return names.length === 0 ? [] : [`depends_on = ${list([...new Set(names)])}`];
  }

  private lifecycle(attributes: Readonly<Record<string, unknown>>, lines: readonly string[]): string[] {
    // A condition of the constructs names each instance: the module has it in its own words.
    const { precondition, ...given } = (attributes.lifecycle ?? {}) as Record<string, unknown>;
    if (precondition !== undefined && lines.length === 0) throw new Error("a precondition has no place");
    const own = Object.entries(given).map(([key, value]) =>
      Array.isArray(value)
        ? `${key} = ${list((value as string[]).map((item) => (item.includes(".") ? wholeAddress(item) : item)))}`
        : `${key} = ${String(value)}`,
    );
    return own.length + lines.length === 0 ? [] : [block("lifecycle", [...own, ...lines])];
  }

  private expression(value: unknown): string {
    if (Array.isArray(value)) {
      // A list that only Terraform knows stands in the constructs as a list with one text.
      const [only] = value as unknown[];
      if (value.length === 1 && only === INSTANCE) return "var.instances";
      if (value.length === 1 && (only === OPERATORS || only === READERS)) return this.expression(only);
      return list(value.map((item) => this.expression(item)));
    }
    if (typeof value === "object" && value !== null) {
      return object(Object.entries(value).map(([key, item]) => [key, this.expression(item)]));
    }
    return typeof value === "string" ? expression(this.text(value)) : expression(value);
  }

  private valueOf(name: string, value: unknown): string {
    const written = this.expression(value);
    if (name === "values" && written === EC2) return "local.ec2_service_names";
    // What was there before belongs to it only where it is replaced.
    const [first, ...former] = Array.isArray(value) ? (value as unknown[]) : [];
    if (name === "values" && former.some((text) => String(text).includes("_former_"))) {
      return `concat(${this.expression([first])}, local.replaces_profiles ? ${this.expression(former)} : [])`;
    }
    return written;
  }

  private text(text: string): string {
    const renamed = KNOWN_AS.reduce((before, [name, reference]) => before.replaceAll(name, reference), text)
      .replaceAll(`"${PROFILE_ARN}"`, "local.instance_profile_arn")
      .replaceAll(PROFILE_ARN, "${local.instance_profile_arn}");
    return renamed
      .replace(/\b(?:data\.)?(?:aws|terraform)_[a-z_]+\.(?:gateway|user|secret)\w*/g, (address) =>
        referenceTo(address),
      )
      .replaceAll(`{"${GATEWAY_TAG}" = `, `{ ${GATEWAY_TAG} = `)
      .replaceAll(/merge\(merge\(([\w., ]+)\), /g, "merge($1, ")
      .replaceAll(`"${INSTANCE}"`, "each.value")
      .replaceAll(INSTANCE, "${each.value}");
  }
}

/** What comes first in a block, and what last. */
const FIRST = [
  "sid",
  "effect",
  "test",
  "variable",
  "type",
  "function_name",
  "name",
  "name_prefix",
  "path",
  "description",
  "instance_id",
  "user",
  "role",
];
const LAST = ["tags"];
type Attribute = readonly [name: string, value: string];

function inOrder(attributes: readonly Attribute[]): string[] {
  const rank = ([name]: Attribute) =>
    FIRST.includes(name) ? FIRST.indexOf(name) - FIRST.length : LAST.includes(name) ? 1 : 0;
  return [...attributes].sort((a, b) => rank(a) - rank(b)).map(([name, value]) => `${name} = ${value}`);
}

/** Whom a role may be handed to: another name goes with it in China, which shows only when the region is known. */
const EC2 = list(passedToEc2("").values.map(({ text }) => expression(text)));

/** @see https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html */
function skip({ check, reason }: AcceptedFinding): string {
  return `# checkov:skip=${check}:${reason}`;
}

const READERS = "${local.reader_arns}";
const OPERATORS = "${local.operator_arns}";

function many({ count, forEach }: Place): string[] {
  if (count !== undefined) return [`count = ${count} ? 1 : 0`];
  return forEach === undefined ? [] : [`for_each = ${forEach}`];
}

/** A block with all its instances. */
function wholeAddress(construct: string): string {
  return construct.startsWith("aws_iam_role_policy_attachment.")
    ? "aws_iam_role_policy_attachment.gateway"
    : placeOf(construct).address;
}

/** The instance of a block that goes with the one that refers to it. */
function referenceTo(construct: string): string {
  const { address, count, forEach, index } = placeOf(construct);
  if (index !== undefined) return address + index;
  if (count !== undefined) return `${address}[0]`;
  return forEach === undefined ? address : `${address}[each.key]`;
}

/** `"a" = b, "c" = { "d" = e }` as its outer entries. */
function entriesOf(text: string): [key: string, value: string][] {
  const parts: string[] = [""];
  let depth = 0;
  let inText = false;
  for (const [i, character] of [...text].entries()) {
    if (character === '"' && text[i - 1] !== "\\") inText = !inText;
    if (!inText && "{[(".includes(character)) depth++;
    if (!inText && "}])".includes(character)) depth--;
    if (character === "," && depth === 0 && !inText) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => {
    const [, key = "", value = ""] = /^\s*"(\w+)" = (.*)$/s.exec(part) ?? [];
    return [key, /^\{/.test(value) ? object(entriesOf(value.slice(1, -1))) : value];
  });
}
