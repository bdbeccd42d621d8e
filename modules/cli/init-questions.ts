import { DEFAULT_ANSWERS, newConfiguration, PipelineSystem, type Answers } from "../project";

/** Given answers, and more with each question. */
type Given = Partial<Answers>;

type TextAnswer = Exclude<keyof Answers, "accessKey" | "pipeline">;

/** Somebody has stopped at a question. */
class Stopped extends Error {}

/**
 * Asks on the terminal for what is not given yet.
 *
 * @param hasConfiguration whether the folder has its configuration, so that the pipeline alone is open
 * @returns undefined when somebody has stopped
 */
export async function ask(given: Given, hasConfiguration: boolean): Promise<Given | undefined> {
  const { cancel, intro, isCancel, outro, select, text } = await import("@clack/prompts");

  async function answered<T>(answer: Promise<T | symbol>): Promise<T> {
    const value = await answer;
    if (isCancel(value)) throw new Stopped();
    return value as T;
  }

  /** A text, which the file's rules judge at once; nothing where it may be left open and is. */
  async function textFor(
    answers: Given,
    answer: TextAnswer,
    message: string,
    optional = false,
  ): Promise<Given> {
    if (answers[answer] !== undefined) return answers;
    const byDefault = (DEFAULT_ANSWERS as Given)[answer];
    const typed = await answered(
      text({
        message,
        ...(byDefault !== undefined && { initialValue: byDefault }),
        validate: (value = "") =>
          optional && value === "" ? undefined : problemWith({ ...answers, [answer]: value }, answer),
      }),
    );
    return optional && !typed ? answers : { ...answers, [answer]: typed };
  }

  async function choice<T extends string>(message: string, options: Readonly<Record<T, string>>): Promise<T> {
    const entries = Object.entries<string>(options).map(([value, label]) => ({ value, label }));
    return (await answered(select({ message, options: entries }))) as T;
  }

  async function gateway(answers: Given): Promise<Given> {
    if (answers.instance ?? answers.role ?? answers.accessKey) return answers;
    switch (
      await choice("Where does the gateway run?", {
        new: "on a new machine in EC2",
        instance: "on a machine in EC2 without an instance profile",
        role: "on a machine in EC2 that has a role",
        accessKey: "outside AWS",
      })
    ) {
      case "instance":
        return textFor(answers, "instance", "ID of its instance");
      case "role":
        return textFor(answers, "role", "Name of its role");
      case "accessKey":
        return { ...answers, accessKey: true };
      case "new":
        return answers;
    }
  }

  async function target(answers: Given): Promise<Given> {
    const { database, directory, iamUser, iamAccessKey } = answers;
    if (database ?? directory ?? iamUser ?? iamAccessKey) return answers;
    const kind = await choice("What does it rotate first?", {
      none: "that comes later",
      database: "the master password of an RDS instance",
      directory: "passwords in an AWS directory",
      iamUser: "an IAM user's console password",
      iamAccessKey: "an IAM user's access key",
    });
    if (kind === "none") return answers;
    const names = {
      database: "Identifier of the RDS instance",
      directory: "ID of the directory",
      iamUser: "Name of the user",
      iamAccessKey: "Name of the user",
    };
    return textFor(answers, kind, names[kind]);
  }

  async function pipeline(answers: Given): Promise<Given> {
    if (answers.pipeline !== undefined) return answers;
    const system = await choice("What runs Terraform?", {
      none: "you do, on this machine",
      [PipelineSystem.GITHUB_ACTIONS]: "GitHub Actions",
      [PipelineSystem.GITLAB_CI]: "GitLab CI",
      [PipelineSystem.ATLANTIS]: "Atlantis",
      [PipelineSystem.HCP_TERRAFORM]: "HCP Terraform",
      [PipelineSystem.SPACELIFT]: "Spacelift",
    });
    return system === "none" ? answers : { ...answers, pipeline: system };
  }

  async function state(answers: Given): Promise<Given> {
    if (answers.pipeline === undefined) return answers;
    return answers.pipeline === PipelineSystem.HCP_TERRAFORM
      ? textFor(answers, "organization", "Organization in HCP Terraform (empty: later)", true)
      : textFor(answers, "bucket", "S3 bucket of the state (empty: later)", true);
  }

  intro("keeperpam-aws init");
  try {
    let answers = given;
    if (!hasConfiguration) {
      answers = await textFor(answers, "name", "Name of the gateway");
      answers = await textFor(answers, "region", "Region");
      answers = await textFor(
        answers,
        "account",
        "Account, 12 digits (empty: that of your credentials)",
        true,
      );
      answers = await gateway(answers);
      answers = await target(answers);
    }
    answers = await pipeline(answers);
    if (!hasConfiguration) answers = await state(answers);
    outro("That is all.");
    return answers;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    cancel("Stopped; nothing was written.");
    return undefined;
  }
}

/** What is wrong with an answer, by itself or beside those that were sound without it. */
function problemWith(answers: Given, answer: TextAnswer): string | undefined {
  const made = newConfiguration({ ...DEFAULT_ANSWERS, ...answers });
  if (!("problems" in made)) return undefined;
  const own = made.problems.find((problem) => problem.answer === answer);
  const [first] = made.problems;
  return own?.message ?? `${first?.answer ?? ""}: ${first?.message ?? ""}`;
}
