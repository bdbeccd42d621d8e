import fc from "fast-check";
import { ConfigurationError, loadConfigurations, type ConfigurationFile } from "../../modules/config";
import { explanations, type ExplainedStatement, type Question } from "../../modules/explanation";
import { ANY_CONFIGURATION } from "../least-privilege/any-configuration";
import { ruledCall, type GatewayCall } from "../least-privilege/calls";
import { gatewayOf } from "../least-privilege/gateways";
import { configurationFile } from "../support/configuration";
import { kindsOfCalls } from "./asked-files";

type Content = Record<string, unknown>;

function loaded(content: unknown): ConfigurationFile | undefined {
  try {
    return loadConfigurations(configurationFile(JSON.stringify(content)))[0];
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

/** The statements that decide about a call in a file with this content; of no file where that is refused. */
function deciding(content: unknown, question: Question): ExplainedStatement[] | undefined {
  const file = loaded(content);
  return (
    file && explanations(file)(question).principals.flatMap(({ allows, denies }) => [...allows, ...denies])
  );
}

/** `targets.iamUsers[2]` as its list and its place in it; undefined for what is no entry of a list. */
function entryAt(path: string): { readonly list: readonly string[]; readonly index: number } | undefined {
  const [, list, index] = /^(.+)\[(\d+)\]$/.exec(path) ?? [];
  return list === undefined ? undefined : { list: list.split("."), index: Number(index) };
}

/** The content with some entries of a list alone. */
function keeping(content: Content, list: readonly string[], keeps: (index: number) => boolean): Content {
  const copy = structuredClone(content);
  const parent = list.slice(0, -1).reduce<Content>((value, key) => value[key] as Content, copy);
  const key = list.at(-1) as string;
  const kept = (parent[key] as unknown[]).filter((_, i) => keeps(i));
  // Discovery of no region is refused, and is none.
  if (key === "regions" && kept.length === 0) copy.discovery = false;
  else parent[key] = kept;
  return copy;
}

describe("the entries that are named for a statement", () => {
  it("each make it decide by themselves, and without them all it does not", async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        ANY_CONFIGURATION,
        fc.infiniteStream(fc.nat()),
        fc.boolean(),
        async (content, numbers, isTold) => {
          const file = loaded(content);
          if (!file) return;
          const gateway = gatewayOf("any", file.configuration);
          const explain = explanations(file);
          for (const principal of gateway.principals) {
            const [calls = []] = await kindsOfCalls(gateway, principal);
            for (let i = 0; i < 3 && calls.length > 0; i++) {
              const call = calls[numbers.next().value % calls.length] as GatewayCall;
              const { action, resource, circumstances } = ruledCall(call);
              const context = isTold ? (circumstances as Question["context"]) : {};
              const question = { action, resource, context };
              const statements = explain(question).principals.flatMap(({ allows, denies }) => [
                ...allows,
                ...denies,
              ]);
              // Statements of several tags have one job.
              for (const job of new Set(statements.map((statement) => statement.job))) {
                const named = statements
                  .filter((statement) => statement.job === job)
                  .flatMap(({ askedBy }) => askedBy.map(({ path }) => entryAt(path)));
                const [first] = named;
                if (!first) continue;
                const indices = named.map((entry) => entry?.index);
                const decides = (other: Content) =>
                  deciding(other, question)?.some((statement) => statement.job === job);
                const what = JSON.stringify([content, question, job]);
                const without = keeping(content, first.list, (index) => !indices.includes(index));
                expect([what, decides(without) ?? false]).toEqual([what, false]);
                for (const one of new Set(indices)) {
                  const alone = keeping(content, first.list, (index) => index === one);
                  expect([what, one, decides(alone) ?? true]).toEqual([what, one, true]);
                }
                compared++;
              }
            }
          }
        },
      ),
      { seed: 31, numRuns: 30 },
    );
    expect(compared).toBeGreaterThan(40);
  });
});
