import { describeWith, ENGINES } from "../support/engines";
import { generatedInputs, writtenInputs } from "./inputs";
import { policiesByCarrier, statementsByCarrier } from "./planned-policies";
import { differencesByCarrier } from "./same-rights";
import { carriersOf, functionInputsOf, outputsOf, policyNames, resourcesOf } from "./same-resources";
import { planSideBySide, type SideBySide } from "./side-by-side";

const WRITTEN = writtenInputs();
const EVERY_INPUT = [...WRITTEN, ...generatedInputs()];
const title = ({ title }: { readonly title: string }, i: number) => [title, i] as const;

const TIMEOUT = 600_000;

describeWith([ENGINES.terraform], "for the same configuration the app and the module make", () => {
  let planned: SideBySide[] = [];
  const inputs = (i: number): SideBySide => {
    const sides = planned[i];
    if (!sides) throw new Error("every input is planned");
    return sides;
  };

  beforeAll(async () => {
    planned = await planSideBySide(EVERY_INPUT, "after the apply");
  }, TIMEOUT);

  it.each(EVERY_INPUT.map(title))("the same statements for whoever carries them: %s", (_, i) => {
    const { app, module } = inputs(i);
    expect(statementsByCarrier(module)).toEqual(statementsByCarrier(app));
  });

  it.each(EVERY_INPUT.map(title))("the same outputs: %s", (_, i) => {
    expect(Object.keys(outputsOf(inputs(i), "app"))).toContain("next_steps");
    expect(outputsOf(inputs(i), "module")).toEqual(outputsOf(inputs(i), "app"));
  });

  it("the same calls of the attachment function", () => {
    const calls = planned.flatMap(({ app }) => functionInputsOf(app));
    expect(calls.length).toBeGreaterThan(5);
    expect(planned.flatMap(({ module }) => functionInputsOf(module))).toEqual(calls);
  });

  it("policies of the same names, attached to the same principals, and the module now and then more of them", () => {
    const more = planned.filter(({ app, module }) => {
      const [names, namesInModule] = [policyNames(app), policyNames(module)];
      expect(namesInModule).toEqual(expect.arrayContaining(names));
      expect(carriersOf(module)).toEqual(carriersOf(app));
      return namesInModule.length > names.length;
    });
    expect(more.length).toBeGreaterThan(0);
    expect(more.length).toBeLessThan(planned.length / 5);
  });

  it.each(EVERY_INPUT.map(title))(
    "policies that allow and deny the same, for every ARN and everybody that there can be: %s",
    async (_, i) => {
      const { app, module } = inputs(i);
      expect(await differencesByCarrier(app, module)).toEqual({});
    },
    TIMEOUT,
  );

  it("policies of everybody who can carry one", () => {
    const carriers = planned.flatMap(({ module }) => Object.keys(policiesByCarrier(module)));
    const kinds = new Set(carriers.map((carrier) => carrier.replace(/ of .*/, "")));
    expect([...kinds].sort()).toEqual(["inline", "key", "role", "secret", "trust", "user"]);
  });
});

describeWith([ENGINES.terraform], "before anything is applied, the app and the module plan", () => {
  let planned: SideBySide[] = [];

  beforeAll(async () => {
    planned = await planSideBySide(WRITTEN, "before the apply");
  }, TIMEOUT);

  it.each(WRITTEN.map(title))("the same attributes of the same resources: %s", (_, i) => {
    const sides = planned[i];
    if (!sides) throw new Error("every input is planned");
    expect(resourcesOf(sides, "module")).toEqual(resourcesOf(sides, "app"));
  });

  it("every type of resource that the module can make", () => {
    const types = new Set(planned.flatMap((sides) => Object.keys(resourcesOf(sides, "module"))));
    expect([...types].sort()).toEqual([
      "aws_cloudwatch_log_group",
      "aws_iam_access_key",
      "aws_iam_instance_profile",
      "aws_iam_policy",
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_iam_user",
      "aws_kms_alias",
      "aws_kms_key",
      "aws_lambda_function",
      "aws_lambda_invocation",
      "aws_secretsmanager_secret",
      "aws_secretsmanager_secret_policy",
      "terraform_data",
    ]);
  });
});
