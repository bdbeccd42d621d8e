import { REMAINING_WAYS } from "../../modules/report/remaining-ways";
import { reported } from "./reported";

interface Remaining {
  readonly whatRemains?: readonly { readonly kind: string; readonly who: string }[];
}
const kinds = (text: string) =>
  ((reported(text).json as unknown as Remaining).whatRemains ?? []).map(({ kind }) => kind);
const of = (who: string) => REMAINING_WAYS.filter((way) => way.who === who).map(({ kind }) => kind);

const SECRET =
  "gateway: { configurationSecret: { name: pam, operators: [arn:aws:iam::111122223333:role/ops] } }";

describe("what remains, in a report", () => {
  it("is what the gateway could do with a right more, and whoever is no operator where there are operators", () => {
    const users = "targets: { iamUsers: [{ name: ada }] }";
    expect(kinds(users)).toEqual(of("gateway"));
    expect(kinds(`${users}\n${SECRET}`)).toEqual([...of("gateway"), ...of("bystander")]);
  });

  it("knows no declared target to be taken where no user is one", () => {
    expect(kinds("targets: { managedDatabases: [{ instance: orders }] }")).toEqual(
      of("gateway").filter((kind) => kind !== "a declared target is taken"),
    );
    expect(kinds("permissions: documented")).toContain("a declared target is taken");
  });

  it("is not said of a gateway without a guard, nor where it is given nothing", () => {
    expect(kinds("gateway: { guard: false }\ntargets: { iamUsers: [{ name: ada }] }")).toEqual([]);
    expect(kinds("")).toEqual([]);
  });

  it("is told to people in a table of its own", () => {
    const { markdown } = reported("targets: { iamUsers: [{ name: ada }] }");
    expect(markdown).toContain("## What remains\n");
    for (const { whatToDo, who } of REMAINING_WAYS.filter((way) => way.who === "gateway")) {
      expect([who, markdown.includes(whatToDo)]).toEqual([who, true]);
    }
  });
});
