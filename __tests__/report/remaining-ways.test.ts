import { REMAINING_WAYS, remainingWaysTable } from "../../modules/report/remaining-ways";

describe("the table of the ways that remain", () => {
  it("has a row for each, with the extra rights to the letter", () => {
    const [heads, , ...rows] = remainingWaysTable();
    expect(heads).toBe("| Extra right | What happens | Why it cannot be held | What to do |");
    expect(rows).toHaveLength(REMAINING_WAYS.length);
    REMAINING_WAYS.forEach(({ extraRights, whatToDo }, i) => {
      expect(rows[i]).toContain(whatToDo);
      for (const action of extraRights.flatMap((rights) => rights.split(" and "))) {
        expect(rows[i]).toContain(`\`${action}\``);
      }
      if (extraRights.length === 0) expect(rows[i]).toMatch(/^\| none \|/);
    });
  });

  it("names each kind once", () => {
    const kinds = REMAINING_WAYS.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
  });
});
