import {
  Annotations,
  CloudBackend,
  NamedCloudWorkspace,
  NamedRemoteWorkspace,
  RemoteBackend,
  TerraformBackend,
} from "cdktf";
import type { TerraformRemoteState, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { BackendSettings, Configuration } from "../config";

/**
 * A backend with just the settings that are given. Those left out come from `terraform init -backend-config`, which the
 * CDK's own backends, with their required settings, do not allow.
 */
class PartialBackend extends TerraformBackend {
  constructor(
    scope: Construct,
    type: string,
    private readonly settings: Readonly<Record<string, unknown>>,
  ) {
    super(scope, "backend", type);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return snakeCase(this.settings);
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return snakeCase(this.settings);
  }

  override getRemoteStateDataSource(): TerraformRemoteState {
    throw new Error("the stacks of this app do not refer to each other");
  }
}

/** No backend block: Terraform's default, or whatever a pipeline puts beside the stack. */
class NoBackend extends PartialBackend {
  constructor(scope: Construct) {
    super(scope, "local", {});
  }

  override toTerraform(): object {
    return {};
  }

  override toHclTerraform(): object {
    return {};
  }
}

/**
 * Gives a stack the backend of its configuration.
 *
 * @param projectFolder the project's folder, seen from the folder that Terraform runs in: a state file has no other way
 * to stand beside `main.ts` on every machine
 */
export function addBackend(
  stack: TerraformStack,
  backend: Configuration["backend"],
  projectFolder: string,
): void {
  const settings: BackendSettings = typeof backend === "object" ? backend : {};
  const { remote, cloud, local, ...partial } = settings;
  const [type] = Object.keys(partial) as (keyof typeof partial)[];
  if (isWithoutLock(settings.s3)) {
    Annotations.of(stack).addWarning(
      "backend.s3 locks the state neither with useLockfile: true (Terraform 1.10 and up) nor with a dynamodbTable: of two applies at a time one can lose what the other has made",
    );
  }
  if (backend === "none") new NoBackend(stack);
  else if (remote)
    new RemoteBackend(stack, { ...remote, workspaces: new NamedRemoteWorkspace(remote.workspaces.name) });
  else if (cloud)
    new CloudBackend(stack, { ...cloud, workspaces: new NamedCloudWorkspace(cloud.workspaces.name) });
  else if (type) new PartialBackend(stack, type, partial[type] ?? {});
  else {
    const path = local?.path ?? `terraform.${stack.node.id}.tfstate`;
    new PartialBackend(stack, "local", { path: path.startsWith("/") ? path : `${projectFolder}/${path}` });
  }
}

/** Whether nothing is left to `terraform init` but a lock, and there is none. */
function isWithoutLock(s3: BackendSettings["s3"]): boolean {
  return (
    s3?.bucket !== undefined && s3.key !== undefined && !s3.useLockfile && s3.dynamodbTable === undefined
  );
}

function snakeCase(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      typeof value === "object" && value !== null ? snakeCase(value as Record<string, unknown>) : value,
    ]),
  );
}
