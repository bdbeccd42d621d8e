import { toPolicyDocument, type PolicyText, type Statement } from "../../modules/permissions";

/** Characters of one managed policy. */
export const CHARACTERS = 6144;

const atItsLongest = ({ length }: PolicyText): PolicyText => ({ text: "x".repeat(length), length });

/** Characters of a policy with these statements as minified JSON, every reference at its longest. */
export function charactersOf(statements: readonly Statement[]): number {
  const longest = statements.map((statement) => ({
    ...statement,
    resources: statement.resources.map(atItsLongest),
    ...(statement.conditions && {
      conditions: statement.conditions.map(({ test, key, values }) => ({
        test,
        key: atItsLongest(key),
        values: values.map(atItsLongest),
      })),
    }),
  }));
  return JSON.stringify(toPolicyDocument(longest)).length;
}

const ENVELOPE = charactersOf([]);
const headOf = (statement: Statement) => charactersOf([{ ...statement, resources: [] }]) - ENVELOPE;
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** The least number of policies, from `least` on, that has room for all statements and the heads written again. */
function fit(statements: readonly Statement[], least: number, headsAgain: number): number {
  const heads = statements.map(headOf);
  const once = charactersOf(statements);
  for (let policies = least; ; policies++) {
    // Every further policy has an envelope, and one comma less between resources, and begins with some head.
    const again = Math.max(headsAgain, policies * Math.min(...heads) - sum(heads));
    if (once + (policies - 1) * (ENVELOPE - 1) + again <= policies * CHARACTERS) return policies;
  }
}

/** The arithmetic lower bound by characters alone, as if a statement could be spread without writing its head again. */
export function boundByCharacters(statements: readonly Statement[]): number {
  return statements.length === 0 ? 0 : fit(statements, 1, 0);
}

/** The policies that one statement needs by itself: resources are whole, and each policy repeats the head. */
function policiesForOne(statement: Statement): number {
  const room = CHARACTERS - ENVELOPE - headOf(statement) + 1;
  const sizes = statement.resources.map(({ length }) => length + '"",'.length);
  const byLength = [...new Set(sizes)].map((size) => {
    // No more than so many resources of this size or a greater one go into one policy.
    const together = Math.floor(room / size);
    return Math.ceil(sizes.filter((other) => other >= size).length / together);
  });
  return Math.max(Math.ceil(sum(sizes) / room), ...byLength);
}

/** The arithmetic lower bound that counts a head as often as the characters of its statement must repeat it. */
export function lowerBound(statements: readonly Statement[]): number {
  if (statements.length === 0) return 0;
  const alone = statements.map((statement) => ({
    policies: policiesForOne(statement),
    head: headOf(statement),
  }));
  const headsAgain = sum(alone.map(({ policies, head }) => (policies - 1) * head));
  return fit(statements, Math.max(...alone.map(({ policies }) => policies)), headsAgain);
}
