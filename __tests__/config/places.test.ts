import { placesIn } from "../../modules/config";
import { configurationFile } from "../support/configuration";

const YAML = `name: pam
aws: { region: us-east-1 }
targets:
  iamUsers: &users
    - name: ada
    - { path: /service/ }
  iamAccessKeys: *users
discovery:
`;

describe("the place of a value in a file", () => {
  it.each([
    [["name"], { line: 1, column: 1 }],
    [["aws", "region"], { line: 2, column: 8 }],
    [["targets"], { line: 3, column: 1 }],
    [["targets", "iamUsers", 0], { line: 5, column: 7 }],
    [["targets", "iamUsers", 1], { line: 6, column: 7 }],
    // An alias stands for what is written elsewhere.
    [["targets", "iamAccessKeys", 1], { line: 6, column: 7 }],
    [["targets", "iamUsers", 2], undefined],
    [["targets", "directories"], undefined],
    [["discovery"], undefined],
    [["gateway", "guard"], undefined],
  ])("is that of the entry, and none where the file does not say it: %j", (path, expected) => {
    expect(placesIn(configurationFile(YAML))(path)).toEqual(expected);
  });

  it("is known of JSON too", () => {
    const file = configurationFile('{\n  "protectedUsers": [\n    "a",\n    "b"\n  ]\n}', "pam.json");
    expect(placesIn(file)(["protectedUsers", 1])).toEqual({ line: 4, column: 5 });
  });
});
