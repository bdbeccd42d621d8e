import { block, comment, literalText } from "../hcl";
import type { Found } from "./found-in-account";
import type { MadeName } from "./made-names";

/** Something that a stack makes and the account already has. */
export interface Present {
  readonly made: MadeName;
  readonly found: Found;
}

/**
 * What gives Terraform what an apply that broke off has made: an `import` block each. What is in the state already is
 * imported by none, so a block too many does nothing. What somebody else made under the name is left out, with a comment;
 * where no tag says who made it, a comment asks.
 *
 * @param addressOf where a resource of the stack is, e.g. in the module
 */
export function importBlocks(present: readonly Present[], addressOf: (inStack: string) => string): string[] {
  return present.map(({ made, found }) => {
    const { type, name, address, gatewayTag } = made;
    const what = `${type} ${JSON.stringify(name)}`;
    if (found.isBeingDeleted === true) {
      const why = `${what} waits for its deletion. Take it back, and run this command again; then an operator puts the value again:`;
      return `${comment(why)}\n# aws secretsmanager restore-secret --secret-id ${name}`;
    }
    if (gatewayTag !== undefined && found.gatewayTag !== gatewayTag) {
      return comment(
        `${what} exists without the tag of the stack, keeperpam-gateway = ${gatewayTag}: somebody else made it, and it is not imported. Take another name.`,
      );
    }
    const written = block("import", [`to = ${addressOf(address)}`, `id = ${literalText(found.id)}`]);
    if (gatewayTag !== undefined) return written;
    return `${comment("It has no tag that says whose it is: leave the block out unless your apply has made it.")}\n${written}`;
  });
}
