import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { ConfigurationError, loadConfigurations } from "../../modules/config";
import { PolicyCarrier } from "../../modules/gateway/policy-document";
import type { PrincipalAnswer } from "../../modules/explanation";
import { ANY_CONFIGURATION } from "../least-privilege/any-configuration";
import { ruledCall, type GatewayCall } from "../least-privilege/calls";
import type { GatewayPrincipal } from "../least-privilege/gateways";
import { configurationFile } from "../support/configuration";
import { PROJECT } from "../support/engines";
import type { Verdict } from "../support/simulation";
import { askedFile, EXAMPLES, examplesAsked, kindsOfCalls, type AskedFile } from "./asked-files";

/** What IAM's simulation can say where an explanation is sure. */
function possibleVerdicts({ answer, denies }: PrincipalAnswer): readonly Verdict[] | undefined {
  if (answer === "allowed") return ["Allowed"];
  if (answer === "denied") return ["ExplicitlyDenied"];
  if (answer !== "notAllowed") return undefined;
  // Nothing allows it; a Deny may apply besides.
  return denies.length > 0 ? ["ImplicitlyDenied", "ExplicitlyDenied"] : ["ImplicitlyDenied"];
}

/** The calls on which an explanation and the simulation can be compared. */
async function callsOf({ gateway }: AskedFile, principal: GatewayPrincipal): Promise<GatewayCall[][]> {
  const { configuration, home } = gateway;
  const kinds = await kindsOfCalls(gateway, principal);
  return kinds
    .map((calls) =>
      calls.filter(
        ({ action, subject }) =>
          // The policy of a key has a say of its own.
          !action.startsWith("kms:") &&
          // Where the file names no account, it is taken to be the ARN's.
          (configuration.aws.accountId !== undefined || ["", home.accountId].includes(subject.accountId)),
      ),
    )
    .filter((calls) => calls.length > 0);
}

/** One of the calls, each kind as often. */
const oneOf = (calls: readonly GatewayCall[][]) =>
  fc.oneof(...calls.map((named) => fc.constantFrom(...named)));

/** Every condition key of a principal's policies. */
function keysOf({ documents }: GatewayPrincipal): string[] {
  return documents.flatMap(({ Statement }) =>
    Statement.flatMap(({ Condition = {} }) => Object.values(Condition).flatMap((keys) => Object.keys(keys))),
  );
}

const seen: Record<string, number> = {};

/** Holds what is told of a call, from a part of what AWS knows of it, against what the simulation says to all of it. */
async function compare(
  asked: AskedFile,
  principal: GatewayPrincipal,
  call: GatewayCall,
  told: (key: string) => boolean,
) {
  const { action, resource, circumstances } = ruledCall(call);
  const all = {
    ...Object.fromEntries(keysOf(principal).map((key) => [key, null])),
    ...withoutCase(circumstances, keysOf(principal)),
  };
  const context = Object.fromEntries(Object.entries(all).filter(([key]) => told(key)));
  const carrier = principal.carrier === "role" ? PolicyCarrier.GATEWAY_ROLE : PolicyCarrier.ACCESS_KEY_USER;
  const { principals } = asked.explain({ action, resource, context });
  const answer = principals.find(({ id }) => id === carrier);
  if (!answer) throw new Error(`nothing is said of ${carrier}`);
  seen[answer.answer] = (seen[answer.answer] ?? 0) + 1;
  const simulated = await principal.policies.verdict({
    action,
    resource,
    region: call.region,
    tags: call.subject.tags,
    context: call.context,
  });
  const possible = possibleVerdicts(answer);
  const what = `${asked.file.file}: ${action} on ${resource} with ${JSON.stringify(context)}`;
  if (possible)
    expect([what, answer.answer, possible.includes(simulated)]).toEqual([what, answer.answer, true]);
  return { answer, what };
}

/** Condition keys as the policies spell them, so that none is told twice. */
function withoutCase(known: Readonly<Record<string, unknown>>, keys: readonly string[]) {
  return Object.fromEntries(
    Object.entries(known).map(([key, value]) => [
      keys.find((named) => named.toLowerCase() === key.toLowerCase()) ?? key,
      value as string,
    ]),
  );
}

const random = { seed: 23, numRuns: 150 };

describe("what an explanation is sure of", () => {
  it("is what IAM's simulation says, for every example and calls on everything around it", async () => {
    for (const asked of examplesAsked()) {
      for (const principal of asked.gateway.principals) {
        const calls = await callsOf(asked, principal);
        await fc.assert(
          fc.asyncProperty(oneOf(calls), fc.func(fc.boolean()), async (call, told) => {
            await compare(asked, principal, call, told);
          }),
          random,
        );
      }
    }
  });

  it("is all that there is to say where everything is told but what Terraform alone knows", async () => {
    for (const asked of examplesAsked()) {
      for (const principal of asked.gateway.principals) {
        const calls = await callsOf(asked, principal);
        await fc.assert(
          fc.asyncProperty(oneOf(calls), async (call) => {
            const { answer, what } = await compare(asked, principal, call, () => true);
            const open = [...answer.allows, ...answer.denies].flatMap(({ onlyIf }) => onlyIf);
            const isOpen = open.some((phrase) => phrase.includes("which Terraform alone knows"));
            expect([what, answer.answer === "conditional" && !isOpen]).toEqual([what, false]);
          }),
          random,
        );
      }
    }
  });

  it("is what IAM's simulation says, for generated configurations and calls", async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(
        ANY_CONFIGURATION,
        fc.infiniteStream(fc.nat()),
        fc.func(fc.boolean()),
        async (content, numbers, told) => {
          const asked = acceptedFile(content);
          if (!asked) return;
          accepted++;
          for (const principal of asked.gateway.principals) {
            const calls = await callsOf(asked, principal);
            for (let i = 0; i < 30; i++) {
              const named = calls[i % calls.length] as GatewayCall[];
              const call = named[numbers.next().value % named.length] as GatewayCall;
              const { answer, what } = await compare(asked, principal, call, told);
              // Whatever decides has been asked for by something in particular.
              for (const { sid, askedBy } of [...answer.allows, ...answer.denies])
                expect([what, sid, askedBy.length > 0]).toEqual([what, sid, true]);
            }
          }
        },
      ),
      { seed: 23, numRuns: 30 },
    );
    expect(accepted).toBeGreaterThan(12);
  });

  it("is each of the answers many times", () => {
    for (const answer of ["allowed", "denied", "notAllowed", "conditional"])
      expect([answer, seen[answer]]).toEqual([answer, expect.any(Number)]);
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
  });

  it("leaves no example out", () => {
    const folders = readdirSync(join(PROJECT, "examples")).filter((name) => name !== "constructs");
    expect(folders.map((name) => join(PROJECT, "examples", name)).sort()).toEqual([...EXAMPLES].sort());
  });
});

function acceptedFile(content: unknown): AskedFile | undefined {
  try {
    const [file] = loadConfigurations(configurationFile(JSON.stringify(content)));
    return file && askedFile(file);
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}
