import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { PROJECT } from "../support/engines";
import { temporaryFolder } from "../support/temporary-folder";
import type { Credentials } from "./ministack";
import { Terraform } from "./terraform";

/** What the root modules that {@link ModuleCopy.caller} makes pass on of the module's outputs. */
const OUTPUTS = ["access_key_id", "instance_profile_name", "next_steps", "policy_arns", "role_arn"];

/** A root module, and Terraform in its folder. */
export interface RootModule {
  readonly folder: string;
  readonly terraform: Terraform;
  /** Gives it other values. */
  configure(values: object): void;
}

/** The drop-in module and its examples in a folder of their own, which goes with all that Terraform leaves there. */
export class ModuleCopy {
  private readonly folder = join(temporaryFolder(), "keeper-gateway");

  constructor(private readonly endpoint: string) {
    cpSync(join(PROJECT, "terraform", "keeper-gateway"), this.folder, {
      recursive: true,
      // Somebody may have tried an example by hand.
      filter: (path) => !/^\.terraform|^terraform\.tf/.test(basename(path)),
    });
  }

  /** The names of the examples. */
  examples(): string[] {
    return readdirSync(join(this.folder, "examples")).sort();
  }

  /**
   * One of the examples.
   *
   * @param variables its variables, as a person keeps them in terraform.tfvars
   * @param credentials whose they are that Terraform has
   * @default the root of {@link file://./ministack.ts ACCOUNT_ID}
   */
  example(name: string, variables: object, credentials?: Credentials): RootModule {
    const folder = join(this.folder, "examples", name);
    return this.rootModule(folder, "terraform.tfvars.json", (values) => values, variables, credentials);
  }

  /** A root module that does nothing but call the module with some variables. */
  caller(name: string, variables: object): RootModule {
    const folder = join(this.folder, "callers", name);
    mkdirSync(folder, { recursive: true });
    const output = (name: string) => [name, { value: `\${module.keeper_gateway.${name}}` }];
    const call = (values: object) => ({
      module: { keeper_gateway: { source: "../..", ...values } },
      output: {
        ...Object.fromEntries(OUTPUTS.map(output)),
        access_key_secret: { value: "${module.keeper_gateway.access_key_secret}", sensitive: true },
      },
    });
    return this.rootModule(folder, "main.tf.json", call, variables);
  }

  private rootModule(
    folder: string,
    file: string,
    written: (values: object) => object,
    first: object,
    credentials?: Credentials,
  ): RootModule {
    const configure = (values: object) => writeFileSync(join(folder, file), JSON.stringify(written(values)));
    configure(first);
    return { folder, terraform: new Terraform(folder, this.endpoint, credentials), configure };
  }
}
