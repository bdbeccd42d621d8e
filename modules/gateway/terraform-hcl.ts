import { TerraformElement, TerraformStack } from "cdktf";
import { block, literalText } from "../hcl";
import { attributesHcl, type Attributes } from "./attributes-hcl";
import { HandWrittenBlock } from "./hand-written-block";
import { resolved } from "./resolved";

/** A stack in Terraform's own language, as the CDK takes it. */
export interface SynthesizedHcl {
  readonly hcl: string;
  readonly metadata: unknown;
}

/** Attributes by one name, and by two: those of an output, and those of a resource. */
type Named = Readonly<Record<string, Attributes>>;
type Typed = Readonly<Record<string, Named>>;

/** What an element of a stack makes, with the types of its attributes. */
interface Fragment {
  readonly data?: Typed;
  readonly resource?: Typed;
  readonly module?: Named;
  readonly provider?: Readonly<Record<string, readonly Attributes[]>>;
  readonly moved?: readonly Attributes[];
  readonly import?: readonly Attributes[];
}

/** The blocks of a stack that have the same attributes in every stack, as its JSON has them. */
interface StackJson {
  readonly terraform?: Readonly<Record<string, Attributes>>;
  readonly locals?: Attributes;
  readonly variable?: Named;
  readonly output?: Named;
}

/**
 * A stack as HCL, in which every text is the text that its JSON has. The CDK's own writer does not see to that: a quote in a
 * text, or a bracket at its beginning, ends the text and begins code; and it leaves blocks out that it does not know, and
 * puts addresses into quotes. A stack of your own that is written as HCL returns it:
 * `override toHclTerraform() { return terraformHcl(this, super.toHclTerraform()); }`.
 *
 * @param synthesized what the stack itself makes; only its metadata is taken
 * @throws Error when an expression in a text does not end
 */
export function terraformHcl(stack: TerraformStack, synthesized: object): SynthesizedHcl {
  const { terraform = {}, locals, variable = {}, output = {} } = stack.toTerraform() as StackJson;
  const blocks = [
    terraformBlock(terraform),
    ...(locals ? [block("locals", attributesHcl(locals))] : []),
    ...Object.entries(variable).map(([name, { type, ...attributes }]) =>
      block(
        `variable ${literalText(name)}`,
        type === undefined ? [] : [`type = ${String(type)}`],
        attributesHcl(attributes),
      ),
    ),
    ...elementsOf(stack).flatMap((element) =>
      element instanceof HandWrittenBlock
        ? [element.hcl]
        : fragmentBlocks(resolved(element.toHclTerraform() as Fragment, stack)),
    ),
    ...named("output", output),
  ];
  return { hcl: `${blocks.join("\n\n")}\n`, metadata: (synthesized as SynthesizedHcl).metadata };
}

function elementsOf(stack: TerraformStack): TerraformElement[] {
  return stack.node
    .findAll()
    .filter((child): child is TerraformElement => TerraformElement.isTerraformElement(child))
    .filter((element) => TerraformStack.of(element) === stack);
}

function terraformBlock({ required_providers, backend = {}, cloud, ...others }: Record<string, Attributes>) {
  return block(
    "terraform",
    attributesHcl(others),
    required_providers ? [block("required_providers", attributesHcl(required_providers))] : [],
    ...Object.entries(backend as Named).map(([type, settings]) => [
      block(`backend ${literalText(type)}`, stateHcl(settings)),
    ]),
    cloud ? [block("cloud", stateHcl(cloud))] : [],
  );
}

/** The settings of a place for the state, of which the workspaces are a block. */
function stateHcl({ workspaces, ...settings }: Attributes): string[] {
  return [
    ...attributesHcl(settings),
    ...(workspaces ? [block("workspaces", attributesHcl(workspaces as Attributes))] : []),
  ];
}

function fragmentBlocks({ resource, data, module, provider, moved, import: imported }: Fragment): string[] {
  return [
    ...typed("resource", resource ?? {}),
    ...typed("data", data ?? {}),
    ...named("module", module ?? {}),
    ...Object.entries(provider ?? {}).flatMap(([name, all]) =>
      all.map((settings) => block(`provider ${literalText(name)}`, attributesHcl(settings))),
    ),
    ...(moved ?? []).map((addresses) => block("moved", attributesHcl(addresses))),
    ...(imported ?? []).map((attributes) => block("import", attributesHcl(attributes))),
  ];
}

function typed(kind: string, blocks: Typed): string[] {
  return Object.entries(blocks).flatMap(([type, ofType]) => named(`${kind} ${literalText(type)}`, ofType));
}

function named(kind: string, blocks: Named): string[] {
  return Object.entries(blocks).map(([name, attributes]) =>
    block(`${kind} ${literalText(name)}`, attributesHcl(attributes)),
  );
}
