import { isAbsolute, isSentence } from "./pages";
import { sentencesOf } from "./sentences";

describe("the sentences of a page", () => {
  it("stand in one line each, without emphasis and links, with code in backticks", () => {
    expect(
      sentencesOf(
        "**It cannot.** The [guard](docs/a.md) denies\nit, e.g. by `iam:*`. `guard: false` leaves that out.\n",
      ),
    ).toEqual(["The guard denies it, e.g. by `iam:*`.", "`guard: false` leaves that out."]);
  });

  it("are those of headings, list items, cells and comments in code, too", () => {
    const page = `# What is never done

- nothing but this one
  1. and this below it

| Role | What it may do |
| --- | --- |
| plan | it may only read |

\`\`\`yaml
operators: [a] # and nobody else may
\`\`\`
`;
    expect(sentencesOf(page)).toEqual([
      "What is never done",
      "nothing but this one",
      "and this below it",
      "What it may do",
      "it may only read",
      "and nobody else may",
    ]);
  });

  it("are without the label that a generated page puts before them", () => {
    const sentence = "the one key, only through Secrets Manager.";
    expect(
      sentencesOf(
        `On resource type \`kms:key\`: ${sentence}\n\nResources: ${sentence}\n\nOn \`*\`: ${sentence}\n`,
      ),
    ).toEqual([sentence, sentence, sentence]);
  });

  it("are not those of a table that names the source of each row", () => {
    expect(
      sentencesOf("| Action | Why | Source |\n| - | - | - |\n| a | it only reads this | aws |\n"),
    ).toEqual([]);
  });
});

describe("a listed sentence", () => {
  it("is word for word that of the page", () => {
    expect(isSentence("It cannot.", "README.md", "It cannot.")).toBe(true);
    expect(isSentence("It cannot.", "README.md", "It can.")).toBe(false);
    expect(isSentence("It … cannot.", "README.md", "It surely cannot.")).toBe(false);
  });

  it("leaves out of a report what is the configuration's own", () => {
    expect(isSentence("Only in the region …:", "the reports", "Only in the region `us-east-1`:")).toBe(true);
    expect(isSentence("Only in the region …:", "the reports", "Only on `us-east-1`:")).toBe(false);
  });
});

it.each([
  "It can't.",
  "Nobody may.",
  "read-only",
  "named operators alone may",
  "and no other role",
  "Everything is.",
])("is a promise by one of its words: %s", (sentence) => {
  expect(isAbsolute(sentence)).toBe(true);
});

it.each(["It may read them.", "lonely people", "Everyday work"])(
  "is not by a part of a word: %s",
  (sentence) => {
    expect(isAbsolute(sentence)).toBe(false);
  },
);
