import { GATEWAY_TAG } from "../permissions";

type Values = Readonly<Record<string, unknown>>;

/** A stack as Terraform reads it, as far as it matters here. */
interface StackJson {
  readonly provider?: {
    readonly aws?: readonly { readonly default_tags?: readonly { readonly tags?: Values }[] }[];
  };
  readonly data?: Readonly<Record<string, Readonly<Record<string, Values>>>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

/** A resource or data source of a stack. */
export class Block {
  constructor(
    /** As Terraform calls it, e.g. `aws_iam_role`, a data source with `data.` before it. */
    readonly type: string,
    readonly id: string,
    private readonly values: Values,
    private readonly hasDefaultTags: boolean,
  ) {}

  /** A text, or undefined where it is left out. */
  text(key: string): string | undefined {
    const value = this.values[key];
    return typeof value === "string" ? value : undefined;
  }

  /** Whether what it makes has tags beside the stack's own: of the block, or the default tags of the provider. */
  get tagged(): boolean {
    return this.hasDefaultTags || Object.keys(this.tags).some((key) => key !== GATEWAY_TAG);
  }

  /** The value of the tag that says that the stack has made it; undefined for what exists already. */
  get gatewayTag(): string | undefined {
    const value = this.tags[GATEWAY_TAG];
    return typeof value === "string" ? value : undefined;
  }

  private get tags(): Values {
    return (this.values.tags ?? {}) as Values;
  }
}

/** The resources and data sources of a stack: what Terraform makes and reads, under the names that the stack gives it. */
export class StackBlocks {
  readonly all: readonly Block[];

  /** @param json what the stack's `toTerraform()` answers */
  constructor(json: object) {
    const { provider, data = {}, resource = {} } = json as StackJson;
    const hasDefaultTags = Object.keys(provider?.aws?.[0]?.default_tags?.[0]?.tags ?? {}).length > 0;
    const blocks = (prefix: string, types: NonNullable<StackJson["resource"]>) =>
      Object.entries(types).flatMap(([type, byId]) =>
        Object.entries(byId).map(([id, values]) => new Block(prefix + type, id, values, hasDefaultTags)),
      );
    this.all = [...blocks("", resource), ...blocks("data.", data)];
  }

  /** Every block of a type. */
  of(type: string): Block[] {
    return this.all.filter((block) => block.type === type);
  }

  /** The blocks that a value of other blocks refers to, e.g. the roles of policy attachments; each once. */
  referredTo(from: readonly Block[], key: string): Block[] {
    const references = new Set(from.map((block) => block.text(key)));
    return this.all.filter(({ type, id }) =>
      [...references].some((reference) => reference?.startsWith(`\${${type}.${id}.`)),
    );
  }
}
