import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import fc from "fast-check";
import { block, comment, list, literalText, object, template } from "../../modules/hcl";
import { describeWith, ENGINES, terraformEnvironment } from "../support/engines";
import { temporaryFolder } from "../support/temporary-folder";
import { anyText, asTerraformKeepsIt, hostileText } from "./hostile-texts";

const SEED = 1202;

/** The attribute `value` of a file that has nothing else. */
async function valueOf(expression: string): Promise<unknown> {
  const { value, ...others } = (await parse("main.tf", `value = ${expression}\n`)) as Record<string, unknown>;
  expect(others).toEqual({});
  return value;
}

describe("a text in Terraform's own language", () => {
  it("is read as the same text, whatever it holds", async () => {
    await fc.assert(
      fc.asyncProperty(hostileText(), async (text) => {
        expect(await valueOf(literalText(text))).toBe(asTerraformKeepsIt(text));
        expect(await valueOf(template(text))).toBe(asTerraformKeepsIt(text));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("stays on one line, without a character that a terminal would obey", () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(literalText(text)).not.toMatch(/\p{Cc}/u);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it("is the key of an object, whatever word it is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.oneof(hostileText(), fc.constantFrom("for", "null", "if", "-lead", "1st", "a b", "")),
          {
            minLength: 1,
            maxLength: 4,
            selector: asTerraformKeepsIt,
          },
        ),
        async (keys) => {
          const written = object(keys.map((key) => [key, literalText(key)]));
          expect(await valueOf(written)).toEqual(
            Object.fromEntries(keys.map(asTerraformKeepsIt).map((key) => [key, key])),
          );
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("does not leave its comment", async () => {
    await fc.assert(
      fc.asyncProperty(anyText(), async (text) => {
        expect(await parse("main.tf", `${comment(text)}\n`)).toEqual({});
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});

describe("a text with expressions in it", () => {
  it.each([
    ["a reference", "${aws_iam_role.gateway.arn}"],
    ["a reference between texts", 'a "${aws_iam_role.gateway.arn}" \\ b'],
    [
      "quotes and braces within an expression",
      '${join("}", [for key, one in { a = "{" } : "${key}\\"${one}"])}"',
    ],
    [
      "an expression within the text of an expression",
      '${lookup({ "a" = "x${var.y["}"]}z" }, "a")} "quoted"',
    ],
    ["an escape", '$${no expression} "quoted"'],
    ["an escape within the text of an expression", '${upper("$${no expression")} "quoted"'],
    ["a text between marks", '${join(var.x, [<<EOT\na}"\nEOT\n])}"b"'],
    [
      "a text between marks, in which an expression has another between the same",
      '${join(var.x, [<<EOT\na ${f(<<EOT\nb}"\nEOT\n)}"}\nEOT\n])}"b"',
    ],
    [
      "a text between marks, in which an expression stands on the mark's own line",
      '${join(var.x, [<<EOT\n${[\nEOT\n]}"}\nEOT\n])}"b"',
    ],
    ["a text between marks with what is no expression in it", '${join(var.x, [<<EOT\n$${ %%{\nEOT\n])}"b"'],
    ["an indented text between marks", '${join(var.x, [<<-EOT\n  a}"\n  EOT\n])}"b"'],
    ["a comment to the end of the line", '${join(var.x, [ # }"\n])}x"'],
    ["another", '${join(var.x, [ // }"\n])}x"'],
    ["a comment between signs", '${join(var.x, [/* }"\n*/])}x"'],
    ["a directive", '%{if var.x == "}"}"a"%{endif}'],
  ])("is the same as in Terraform's JSON: %s", async (_, text) => {
    expect(await valueOf(template(text))).toBe(text);
  });

  it("is refused where an expression does not end, before it takes what follows", () => {
    expect(() => template('${upper("a"')).toThrow(
      '"${upper(\\"a\\"" begins an expression and does not end it: allowed is ${…}',
    );
    expect(() => template('a ${"}')).toThrow("begins an expression and does not end it");
  });
});

describeWith([ENGINES.terraform], "Terraform itself", () => {
  it("reads a text as the same text, `${` and `%{` included", () => {
    const texts = fc.sample(anyText(), { seed: SEED, numRuns: 300 });
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, "main.tf"),
      `${block('output "texts"', [`value = ${list(texts.map((text) => object([[text, literalText(text)]])))}`])}\n`,
    );
    const run = (...args: string[]) =>
      execFileSync("terraform", args, { cwd: folder, env: terraformEnvironment(), encoding: "utf8" });
    run("apply", "-auto-approve");
    expect(JSON.parse(run("output", "-json", "texts"))).toEqual(
      texts.map(asTerraformKeepsIt).map((text) => ({ [text]: text })),
    );
  }, 60_000);
});
