import { App, ref, TerraformElement, TerraformOutput, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import {
  acceptedFindings,
  AccessKeyUser,
  ConfigurationSecret,
  GatewayPermissions,
  KeeperGateway,
  type AcceptedFindingOfResource,
} from "../../modules/gateway";
import { ANY_RESOURCE, CATALOG, OnConflict, statement } from "../../modules/permissions";
import { configurationFields } from "../../modules/stacks/record-fields";

/** Blocks of one kind, by their names. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

export interface Synthesized {
  readonly resource: Blocks;
  readonly data: Blocks;
  readonly locals: Readonly<Record<string, string>>;
  readonly output: Readonly<Record<string, { readonly value: unknown }>>;
  /** What a scanner finds and why it stays. */
  readonly findings: readonly AcceptedFindingOfResource[];
  readonly check: Readonly<Record<string, { readonly assert: readonly Assertion[] }>>;
}

interface Assertion {
  readonly condition: string;
  readonly error_message: string;
}

/** Stands for one of the listed instances. */
export const INSTANCE = "i-0123456789abcdef0";
/** How the names of its resources have it. */
export const INSTANCE_ID = INSTANCE.replaceAll("-", "_");

// The role has a prefix here in place of a name, so that everything refers to the role that is made of it.
const text = (expression: string): string => Token.asString(ref(expression));
const number = (expression: string): number => Token.asNumber(ref(expression));
const map = (expression: string): { [key: string]: string } => Token.asStringMap(ref(expression));

/**
 * Everything that the constructs can make, of the module's variables: each of its resources is taken from here, so that
 * none of their properties is written twice.
 */
export function synthesizedGateway(): Synthesized {
  return synthesized((stack) => {
    new KeeperGateway(stack, "gateway", {
      name: text("var.name"),
      accountId: text("local.account_id"),
      partition: text("local.partition"),
      region: text("local.region"),
      role: {
        namePrefix: text("local.role.name_prefix"),
        path: text("local.role.path"),
        permissionsBoundaryArn: text("local.role.permissions_boundary_arn"),
        maxSessionDuration: number("local.role.max_session_duration"),
        description: text("local.role.description"),
      },
      instanceProfileName: text("local.instance_profile_name"),
      instances: [INSTANCE],
      onConflict: OnConflict.REPLACE,
      functionPermissionsBoundaryArn: text("local.attachment_function.permissions_boundary_arn"),
      logRetentionDays: number("local.attachment_function.log_retention_days"),
      targets: { iamUsers: [{ name: "somebody" }] },
      tags: map("var.tags"),
    });
    new AccessKeyUser(stack, "user", {
      name: text("local.access_key_user_name"),
      path: text("local.access_key_user.path"),
      permissionsBoundaryArn: text("local.access_key_user.permissions_boundary_arn"),
      pgpKey: text("local.pgp_key"),
      tags: map("merge(var.tags, local.access_key_user.tags)"),
    });
    new GatewayPermissions(stack, "user-permissions", {
      name: text("var.name"),
      userName: text("local.access_key_user_name"),
      statements: [statement(CATALOG.discoverUsers, [ANY_RESOURCE], "discovery")],
    });
    const made = {
      name: text("local.configuration_secret.name"),
      readerArns: [text("local.reader_arns")],
      recoveryWindowDays: number("local.configuration_secret.recovery_window_days"),
      keyDeletionWindowDays: number("local.configuration_secret.key_deletion_window_days"),
      accountId: text("local.account_id"),
      partition: text("local.partition"),
      region: text("local.region"),
      tags: map("merge(var.tags, local.configuration_secret.tags)"),
    };
    const secret = new ConfigurationSecret(stack, "secret", {
      ...made,
      operators: [text("local.operator_arns")],
    });
    new ConfigurationSecret(stack, "secret-of-account", made);
    new TerraformOutput(stack, "configuration_secret", { value: configurationFields(secret) });
  });
}

/** What the constructs write where nothing is given. */
export function defaultGateway(): Synthesized {
  return synthesized((stack) => {
    new KeeperGateway(stack, "gateway", { name: "name", instances: [INSTANCE] });
    new ConfigurationSecret(stack, "secret", {
      name: "name",
      readerArns: ["arn:aws:iam::111122223333:role/name"],
    });
  });
}

function synthesized(build: (stack: TerraformStack) => void): Synthesized {
  const stack = new NamedByPath(new App({ stackTraces: false }), "module");
  build(stack);
  const written = JSON.stringify(stack.toTerraform(), (key, value: unknown) =>
    key === "//" ? undefined : value,
  );
  return { ...(JSON.parse(written) as Synthesized), findings: acceptedFindings(stack) };
}

class NamedByPath extends TerraformStack {
  protected override allocateLogicalId(element: TerraformElement | Construct["node"]): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : (element as Construct["node"]);
    const ids = node.scopes.slice(node.scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    return ids
      .filter((id) => id !== "Default")
      .join("_")
      .replaceAll("-", "_");
  }
}
