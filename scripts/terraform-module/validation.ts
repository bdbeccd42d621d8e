import { block } from "./hcl";

/** A condition, and what is said when it does not hold: both as expressions. */
export interface Validation {
  readonly condition: string;
  readonly message: string;
}

/** One `for`: what stands for an item, and where the items come from. */
export interface Loop {
  readonly one: string;
  /** A list, or with `[*]` behind it a value that may be absent. */
  readonly of: string;
  /** Whether the message says which item it is, as `${index}`. */
  readonly numbered?: boolean;
  /** Which items are looked at, as a condition; of the others something else is said. Default: all. */
  readonly only?: string;
}

/** What a validation looks at. */
export interface Subject {
  /** Outermost first; none for a value that is always there. */
  readonly loops: readonly Loop[];
  /** What the message calls the value, e.g. `managed_databases[${index}].instance`. */
  readonly called: string;
}

/**
 * The validation that something holds for every one, and the message with a line for each of which it does not.
 *
 * Terraform evaluates both sides of `||`, and the message of a condition that holds: what may be absent is a loop, which
 * then has no turn.
 */
export function validation({ loops, called }: Subject, holds: string, refusal: string): Validation {
  const message = `"${called}: ${refusal}"`;
  if (loops.length === 0) return { condition: holds, message };
  return {
    condition: allOf(loops, holds),
    message: `join("\\n", ${allMessages(loops, message, holds)})`,
  };
}

/** Where one item is unknown yet, the others are judged nevertheless: hence no `if` in these loops. */
function allOf(loops: readonly Loop[], holds: string): string {
  return loops.reduceRight((inner, { one, of, only }) => {
    const judged = only === undefined ? inner : `${only} ? ${inner} : true`;
    return `alltrue([for ${one} in ${of} : ${judged}])`;
  }, holds);
}

function allMessages(loops: readonly Loop[], message: string, holds: string): string {
  const written = loops.reduceRight((inner, { one, of, numbered, only }, i) => {
    const fails = only === undefined ? not(holds) : `${only} ? ${not(holds)} : false`;
    const filter = i === loops.length - 1 ? fails : only;
    return `[for ${numbered ? `index, ${one}` : one} in ${of} : ${inner}${filter === undefined ? "" : ` if ${filter}`}]`;
  }, message);
  return loops.length > 1 ? `flatten(${written})` : written;
}

/** The loop over a value that may be absent: no turn, or one. */
export function given(value: string, one = value.split(".").at(-1) ?? value): Loop {
  return { one, of: `${value}[*]` };
}

/** The items of a list that may be absent, as the object may that has it. */
export function itemsOf(object: string, list: string): string {
  return `flatten([for object in ${object}[*] : object.${list} if object.${list} != null])`;
}

export function validationBlock({ condition, message }: Validation, kind = "validation"): string {
  return block(kind, [`condition = ${condition}`, `error_message = ${message}`]);
}

/** The contrary of a condition. */
export function not(condition: string): string {
  if (!/^!?(?:can|startswith|contains|anytrue)\(/.test(condition) || / && | \|\| | \? /.test(condition))
    return `!(${condition})`;
  return condition.startsWith("!") ? condition.slice(1) : `!${condition}`;
}
