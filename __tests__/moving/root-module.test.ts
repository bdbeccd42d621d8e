import { format } from "@cdktf/hcl-tools";
import { parse } from "@cdktf/hcl2json";
import fc from "fast-check";
import { moduleArguments, rootModule } from "../../modules/moving";
import { anyText, asTerraformKeepsIt, hostileText } from "../hcl/hostile-texts";
import { configurationIn } from "../support/refusals";

const SEED = 1202;

interface RootModule {
  readonly terraform: readonly { readonly backend: Readonly<Record<string, readonly object[]>> }[];
  readonly provider: { readonly aws: readonly object[] };
  readonly module: { readonly gateway: readonly object[] };
}

async function parsed(...given: Parameters<typeof rootModule>): Promise<RootModule> {
  return (await parse("main.tf", await format(rootModule(...given)))) as unknown as RootModule;
}

/** As Terraform keeps it, and without what is not given. */
function kept(value: unknown): unknown {
  return JSON.parse(asTerraformKeepsIt(JSON.stringify(value)));
}

const TAG = fc.string({ unit: fc.constantFrom(..."-_.:/=+@ 1aZé"), minLength: 1, maxLength: 8 });
const TAGS = fc.dictionary(fc.oneof(TAG, fc.constantFrom("-lead", "for", "null", "//", "1st")), TAG, {
  maxKeys: 4,
});

/** None that is refused, as a secret or as the path of a state: what is looked at here is how a text is written. */
const STATE_KEY = hostileText().filter((text) => text !== "" && !/[*?]|^\/|\/$|.{30}/s.test(text));

describe("the root module that takes a stack's place", () => {
  it("has what the file says, whatever its texts hold", async () => {
    const given = fc.record({
      key: STATE_KEY,
      tags: TAGS,
      roleTags: TAGS,
      description: fc.constantFrom('a "b"', "#'[]"),
    });
    await fc.assert(
      fc.asyncProperty(given, async ({ key, tags, roleTags, description }) => {
        const configuration = configurationIn(
          JSON.stringify({
            name: "keeper-gateway",
            aws: { region: "us-east-1", tags },
            backend: { s3: { key } },
            gateway: { role: { description, tags: roleTags } },
          }),
        );
        const { terraform, provider, module } = await parsed(configuration, "gateway", "./keeper-gateway");
        expect(terraform[0]?.backend.s3).toEqual([{ key: asTerraformKeepsIt(key) }]);
        expect(provider.aws).toEqual([{ region: "us-east-1", default_tags: [{ tags: kept(tags) }] }]);
        expect(module.gateway).toEqual([
          { source: "./keeper-gateway", ...(kept(moduleArguments(configuration)) as object) },
        ]);
      }),
      { seed: SEED, numRuns: 40 },
    );
  });

  it("takes the module from where it is, whatever the path holds", async () => {
    const configuration = configurationIn("name: keeper-gateway\naws: { region: us-east-1 }\n");
    await fc.assert(
      fc.asyncProperty(anyText(), async (source) => {
        const { module } = await parsed(configuration, "gateway", source);
        const escaped = asTerraformKeepsIt(source).replace(/[$%](?=\{)/g, "$&$&");
        expect(module.gateway[0]).toMatchObject({ source: escaped });
      }),
      { seed: SEED, numRuns: 40 },
    );
  });
});
