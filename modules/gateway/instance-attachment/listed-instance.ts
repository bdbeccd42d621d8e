import { createHash } from "node:crypto";
import {
  DataResource,
  DefaultTokenResolver,
  StringConcat,
  Tokenization,
  type TerraformResourceLifecycle,
} from "cdktf";
import type { Construct } from "constructs";
import { isReference, type Problem } from "../../permissions";
import { address } from "../address";

/** An instance of the list, and what its constructs and its policy are called after. */
export interface ListedInstance {
  readonly instanceId: string;
  /** The instance's ID, or the reference's own text: another one's place in the list changes nothing. */
  readonly constructId: string;
}

export function listedInstances(scope: Construct, instances: readonly string[]): ListedInstance[] {
  return instances.map((instanceId) => ({
    instanceId,
    constructId: isReference(instanceId) ? idOf(textOf(scope, instanceId)) : instanceId,
  }));
}

/** The problem that two references, which look different until synthesis, are to one instance. */
export function repeatedReferences(listed: readonly ListedInstance[]): Problem[] {
  return listed.flatMap(({ instanceId, constructId }, i) =>
    isReference(instanceId) && listed.findIndex((other) => other.constructId === constructId) < i
      ? [
          {
            path: ["instances", i],
            message: "is a reference that stands in the list twice: allowed is once",
          },
        ]
      : [],
  );
}

/**
 * What replaces the resources of an instance that only Terraform knows, when the reference comes to mean another one: the
 * former instance loses the profile while the function still may take it off. Nothing where the ID is known.
 */
export function replacementOf(
  scope: Construct,
  { instanceId, constructId }: ListedInstance,
): TerraformResourceLifecycle | undefined {
  if (!isReference(instanceId)) return undefined;
  const id = new DataResource(scope, `id-of-${constructId}`, { input: { instance_id: instanceId } });
  return { replaceTriggeredBy: [address(id)] };
}

/** A reference as it will stand in the stack. */
function textOf(scope: Construct, reference: string): string {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return String(Tokenization.resolve(reference, { scope, resolver, preparing: true }));
}

/** Legible, and different for texts that differ in signs only. */
function idOf(text: string): string {
  const words = (text.match(/[A-Za-z0-9]+/g) ?? []).join("-").slice(0, 100);
  return `${words}-${createHash("sha256").update(text).digest("hex").slice(0, 8)}`;
}
