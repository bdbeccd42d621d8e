import { readdirSync } from "node:fs";
import { join } from "node:path";
import { faultsOf } from "./judgement";
import { recordedCalls, type RecordedCall } from "./recorded-call";
import { requestOf, type Request } from "./request";

/** Where Terraform keeps its state is Terraform's own: its calls of S3 and DynamoDB are not judged. */
const STATE_SERVICES = ["s3", "dynamodb"];

/** The products that name themselves behind others. */
const PRODUCT = /\b(terraform-provider-aws|Boto3)\/\S+/;

/** What is no configuration's to change. */
const OF_THE_PROVIDER: readonly string[] = [
  // It sends the kind of key under the former name, whatever is asked for.
  "kms: CreateKey.CustomerMasterKeySpec is deprecated: This parameter has been deprecated. Instead, use the KeySpec parameter.",
];

/** All calls that reached an emulator, judged by AWS's own models of its services. */
export class CallLog {
  private readonly botocore: string;

  /**
   * @param file where the emulator writes them down
   * @param environment folder of the virtual environment of Python whose botocore has the models
   */
  constructor(
    private readonly file: string,
    environment: string,
  ) {
    const library = join(environment, "lib");
    const [python = ""] = readdirSync(library).filter((name) => name.startsWith("python"));
    this.botocore = join(library, python, "site-packages", "botocore");
  }

  /** What AWS would refuse, or has given up, each once, with who asked for it. */
  faults(): string[] {
    const faults = this.calls().flatMap((call) =>
      faultsOfCall(call, this.botocore).map((fault) => `${fault} (${callerOf(call)})`),
    );
    return [...new Set(faults)];
  }

  /**
   * How often Terraform and the attachment function called each action, the most frequent first; what is sent again counts
   * again.
   */
  counts(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const call of this.calls().filter((one) => PRODUCT.test(callerOf(one)))) {
      const action = `${call.service}:${requestOf(call, this.botocore).operation.name}`;
      counts.set(action, (counts.get(action) ?? 0) + 1);
    }
    return new Map([...counts].sort(([, one], [, other]) => other - one));
  }

  /** Prints the counts, in one line. */
  print(title: string): void {
    const counts = [...this.counts()];
    const sum = counts.reduce((total, [, count]) => total + count, 0);
    const each = counts.map(([action, count]) => `${action} ${count}`).join(", ");
    process.stdout.write(`${title}: ${sum} calls of AWS${each && `: ${each}`}\n`);
  }

  private calls(): RecordedCall[] {
    return recordedCalls(this.file).filter(({ service }) => !STATE_SERVICES.includes(service));
  }
}

function faultsOfCall(call: RecordedCall, botocore: string): string[] {
  let request: Request;
  try {
    request = requestOf(call, botocore);
  } catch (error) {
    return [(error as Error).message];
  }
  return faultsOf(request)
    .map((fault) => `${call.service}: ${fault}`)
    .filter((fault) => !OF_THE_PROVIDER.includes(fault));
}

/** The product that a call names as its sender. */
function callerOf({ headers }: RecordedCall): string {
  const agent = headers["user-agent"] ?? "";
  return PRODUCT.exec(agent)?.[0] ?? (agent.split(" ")[0] || "a client without a name");
}
