import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** What Terraform puts beside the code: its own folder, the lock of its providers, and the state where no backend keeps it. */
const OF_TERRAFORM = [".terraform.lock.hcl", "terraform.tfstate", "terraform.tfstate.backup"];

/**
 * The command that prints the sum of a stack's folder: of a line for each file with its own sum and its name, in order.
 * Links are followed, as Terraform does, and a file more or less is another sum; what is neither a file nor a folder is
 * read like a file, as Terraform would read it. Names are excepted in full: Terraform reads no code from any of them.
 */
export function digestCommand(stackName: string): string {
  const except = OF_TERRAFORM.map((name) => `! -path ./${name}`).join(" ");
  const files = `find -L . -path ./.terraform -prune -o ! -type d ${except} -exec sha256sum {} +`;
  return `(cd cdktf.out/stacks/${stackName} && ${files} | LC_ALL=C sort | sha256sum)`;
}

/** The sum that the command prints for a folder that Terraform has not been run in. */
export function folderDigest(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const lines = files.map(({ parentPath, name }) => {
    const path = join(parentPath, name);
    return `${sha256(readFileSync(path))}  ./${relative(folder, path).split(sep).join("/")}\n`;
  });
  return sha256(lines.sort().join(""));
}

function sha256(content: Buffer | string): string {
  return createHash("sha256").update(content).digest("hex");
}
