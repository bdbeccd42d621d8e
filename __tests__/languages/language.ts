import { DFA, JS, NFA, Words } from "refa";

/**
 * A regular language over texts: a set of ARNs, or of values of a condition key, that has no end and is known exactly.
 *
 * The work is the library's; here it gets the operations that are needed, and the shortest text of a set.
 */
export class Language {
  private complement?: DFA;

  private constructor(private readonly automaton: DFA) {}

  /** The texts of a regular expression, which is written without anchors and means whole texts. */
  static of(form: string): Language {
    const { expression, maxCharacter } = JS.Parser.fromLiteral({ source: `(?:${form})`, flags: "s" }).parse();
    return Language.from(DFA.fromFA(NFA.fromRegex(expression, { maxCharacter })));
  }

  /** The one text. */
  static exactly(text: string): Language {
    return Language.of(quoted(text));
  }

  static union(languages: readonly Language[]): Language {
    const [first, ...others] = languages;
    if (!first) return Language.NONE;
    if (others.length === 0) return first;
    const union = NFA.fromFA(first.automaton);
    others.forEach(({ automaton }) => union.union(automaton));
    return Language.from(DFA.fromFA(union));
  }

  /** No text at all. */
  static readonly NONE = new Language(DFA.empty({ maxCharacter: 0xffff }));

  /** Every text. */
  static readonly ANY = Language.of(".*");

  private static from(automaton: DFA): Language {
    automaton.minimize();
    return new Language(automaton);
  }

  and(other: Language): Language {
    return Language.from(DFA.fromIntersection(this.automaton, other.automaton));
  }

  minus(other: Language): Language {
    if (other.isEmpty) return this;
    other.complement ??= complementOf(other.automaton);
    return Language.from(DFA.fromIntersection(this.automaton, other.complement));
  }

  /** The texts with something before and something behind them, each a regular expression. */
  asPartOf(before: string, behind: string): Language {
    const whole = NFA.fromFA(Language.of(before).automaton);
    whole.append(this.automaton);
    whole.append(Language.of(behind).automaton);
    return Language.from(DFA.fromFA(whole));
  }

  get isEmpty(): boolean {
    return this.automaton.isEmpty;
  }

  has(text: string): boolean {
    return this.automaton.test(Words.fromStringToUTF16(text));
  }

  /** The shortest text, of those as long as it one that reads well; undefined where there is none. */
  get shortest(): string | undefined {
    const seen = new Set<DFA.ReadonlyNode>([this.automaton.initial]);
    let reached: { readonly node: DFA.ReadonlyNode; readonly text: string }[] = [
      { node: this.automaton.initial, text: "" },
    ];
    while (reached.length > 0) {
      const end = reached.find(({ node }) => this.automaton.finals.has(node as DFA.Node));
      if (end) return end.text;
      reached = reached.flatMap(({ node, text }) =>
        [...node.out.invert(this.automaton.maxCharacter)].flatMap(([next, characters]) => {
          const character = Words.pickMostReadableCharacter(characters);
          if (character === undefined || seen.has(next)) return [];
          seen.add(next);
          return [{ node: next, text: text + Words.fromUTF16ToString([character]) }];
        }),
      );
    }
    return undefined;
  }
}

/** A text as a part of a regular expression. */
export function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

function complementOf(automaton: DFA): DFA {
  const complement = automaton.copy();
  complement.complement();
  return complement;
}
