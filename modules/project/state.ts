import type { Configuration } from "../config";

/** Whether the state is a file on the machine that runs Terraform. */
export function isStateLocal({ backend = "local" }: Configuration): boolean {
  return backend === "local" || (typeof backend === "object" && "local" in backend);
}
