import { PermissionStyle } from "../../modules/targets";
import { policiesFor, statementsFor } from "./sample-gateway";

describe("nothing asked for, nothing granted", () => {
  it.each([
    ["an empty request", {}],
    ["no targets", { targets: {} }],
    [
      "empty lists",
      {
        targets: { ec2Users: false, managedDatabases: [], directories: [], iamUsers: [], iamAccessKeys: [] },
        protectedUsers: [],
        discovery: undefined,
        permissions: PermissionStyle.SCOPED,
      },
    ],
  ])("%s makes no statement and no policy", (_, request) => {
    expect(statementsFor(request)).toEqual([]);
    expect(policiesFor(request)).toEqual([]);
  });
});
