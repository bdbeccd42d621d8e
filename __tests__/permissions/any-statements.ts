import fc from "fast-check";
import { equals, type PolicyText, type Statement } from "../../modules/permissions";

const ACTIONS = [
  "iam:GetUser",
  "iam:UpdateLoginProfile",
  "iam:SimulatePrincipalPolicy",
  "rds:DescribeDBInstances",
  "rds:ModifyDBInstance",
  "ds:DescribeDomainControllers",
];

/** A text of a length that begins with what makes it unique. */
function padded(unique: string, length: number): PolicyText {
  return { text: unique.padEnd(length, "x").slice(0, length), length };
}

interface Job {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  /** Lengths of the tag's key and value. */
  readonly tag?: { readonly key: number; readonly value: number };
  /** Lengths of the resources, over and over. */
  readonly lengths: readonly number[];
  /** Its part of all characters, as against the other jobs. */
  readonly share: number;
  /** Whether the resources are known to Terraform only. */
  readonly references: boolean;
}

/** The statement of a job with as many resources as fill its characters; at least one. */
function toStatement(job: Job, position: number, characters: number): Statement {
  const resources: PolicyText[] = [];
  for (let filled = 0, i = 0; i === 0 || filled < characters; i++) {
    const length = job.lengths[i % job.lengths.length] as number;
    resources.push(
      job.references ? { text: `\${r${position}.${i}}`, length } : padded(`${position}-${i}-`, length),
    );
    filled += length;
  }
  return {
    sid: `Job${position}`,
    effect: job.effect,
    actions: [...job.actions].sort(),
    resources,
    ...(job.tag && {
      conditions: [
        equals(padded("aws:ResourceTag/", "aws:ResourceTag/".length + job.tag.key), [
          padded("", job.tag.value),
        ]),
      ],
    }),
    origin: `targets.list${position % 3}`,
  };
}

/**
 * Whatever could be asked for: few or many jobs, tags of up to 128 and 256 characters, resources of 20 to 620, from
 * nothing to what the most characters allow.
 */
export function anyStatements({
  characters,
  references = true,
}: {
  characters: number;
  references?: boolean;
}): fc.Arbitrary<Statement[]> {
  const length = fc.oneof(fc.integer({ min: 20, max: 80 }), fc.integer({ min: 20, max: 620 }));
  const job = fc.record({
    effect: fc.constantFrom("Allow" as const, "Deny" as const),
    actions: fc.uniqueArray(fc.constantFrom(...ACTIONS), { minLength: 1 }),
    tag: fc.option(
      fc.record({ key: fc.integer({ min: 1, max: 128 }), value: fc.integer({ min: 0, max: 256 }) }),
      {
        nil: undefined,
      },
    ),
    lengths: fc.array(length, { minLength: 1, maxLength: 6 }),
    share: fc.integer({ min: 1, max: 100 }),
    references: references ? fc.boolean() : fc.constant(false),
  });
  const jobs = fc.oneof(
    fc.array(job, { maxLength: 4 }),
    fc.array(job, { minLength: 5, maxLength: 30, size: "max" }),
  );
  return fc.tuple(jobs, fc.integer({ min: 0, max: characters })).map(([all, total]) => {
    const shares = all.reduce((sum, { share }) => sum + share, 0);
    return all.map((one, position) => toStatement(one, position, (total * one.share) / shares));
  });
}
