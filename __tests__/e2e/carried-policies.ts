import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  DeletePolicyCommand,
  DeleteRolePolicyCommand,
  DeleteUserPolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { clientSettings, ROOT } from "./ministack";

/** A policy document as IAM keeps it: of anybody's making. */
interface Document {
  readonly Statement: readonly { readonly Sid?: string }[];
}

/** The policies that a role or a user carries, in the hands of the account's administrator. */
export class CarriedPolicies {
  private readonly iam: IAMClient;

  constructor(
    endpoint: string,
    private readonly kind: "role" | "user",
    private readonly name: string,
  ) {
    this.iam = new IAMClient(clientSettings(endpoint, ROOT));
  }

  /** Adds one policy that allows actions on everything, while something is tried. */
  async whileAllowed(actions: readonly string[], action: () => Promise<unknown>): Promise<void> {
    if (actions.length === 0) {
      await action();
      return;
    }
    const PolicyName = "extra";
    const PolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }],
    });
    const { kind, name } = this;
    await (kind === "role"
      ? this.iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName, PolicyDocument }))
      : this.iam.send(new PutUserPolicyCommand({ UserName: name, PolicyName, PolicyDocument })));
    await action().finally(() =>
      kind === "role"
        ? this.iam.send(new DeleteRolePolicyCommand({ RoleName: name, PolicyName }))
        : this.iam.send(new DeleteUserPolicyCommand({ UserName: name, PolicyName })),
    );
  }

  /** Takes statements out, by their Sids, while something is tried: copies without them are attached instead. */
  async whileWithout(sids: readonly string[], action: () => Promise<unknown>): Promise<void> {
    const changed: { readonly former: string; readonly copy: string }[] = [];
    for (const former of await this.attached()) {
      const document = await this.document(former);
      const kept = without(document.Statement, sids);
      if (kept.length === document.Statement.length) continue;
      const copy = await this.create(`${former.split("/").at(-1)}-less`, { ...document, Statement: kept });
      await this.detach(former);
      await this.attach(copy);
      changed.push({ former, copy });
    }
    await action().finally(async () => {
      for (const { former, copy } of changed) {
        await this.attach(former);
        await this.detach(copy);
        await this.iam.send(new DeletePolicyCommand({ PolicyArn: copy }));
      }
    });
  }

  private async attached(): Promise<string[]> {
    const { AttachedPolicies = [] } = await (this.kind === "role"
      ? this.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: this.name }))
      : this.iam.send(new ListAttachedUserPoliciesCommand({ UserName: this.name })));
    return AttachedPolicies.map(({ PolicyArn = "" }) => PolicyArn);
  }

  private async document(PolicyArn: string): Promise<Document> {
    const { Policy } = await this.iam.send(new GetPolicyCommand({ PolicyArn }));
    const version = { PolicyArn, VersionId: Policy?.DefaultVersionId };
    const { PolicyVersion } = await this.iam.send(new GetPolicyVersionCommand(version));
    return JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? "")) as Document;
  }

  private async create(name: string, document: Document): Promise<string> {
    const made = { PolicyName: name, PolicyDocument: JSON.stringify(document) };
    const { Policy } = await this.iam.send(new CreatePolicyCommand(made));
    return Policy?.Arn ?? "";
  }

  private async attach(PolicyArn: string): Promise<void> {
    await (this.kind === "role"
      ? this.iam.send(new AttachRolePolicyCommand({ RoleName: this.name, PolicyArn }))
      : this.iam.send(new AttachUserPolicyCommand({ UserName: this.name, PolicyArn })));
  }

  private async detach(PolicyArn: string): Promise<void> {
    await (this.kind === "role"
      ? this.iam.send(new DetachRolePolicyCommand({ RoleName: this.name, PolicyArn }))
      : this.iam.send(new DetachUserPolicyCommand({ UserName: this.name, PolicyArn })));
  }
}

/** The statements that have none of these Sids. One that is there several times has a number behind its name. */
export function without<T extends { readonly Sid?: string }>(
  statements: readonly T[],
  sids: readonly string[],
): T[] {
  return statements.filter(({ Sid = "" }) => !sids.includes(Sid.replace(/\d+$/, "")));
}
