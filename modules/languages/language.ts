import { DFA, JS, NFA, Words, type CharSet } from "refa";

/**
 * A regular language over texts: a set of ARNs, or of values of a condition key, that has no end and is known exactly.
 *
 * The work is the library's; here it gets the operations that are needed, and the shortest text of a set. What was computed
 * once is kept: the same sets come up for action after action.
 */
export class Language {
  private static readonly known = new Map<string, Language>();
  private static counted = 0;
  /** Its own, so that what was computed of it can be found again. */
  readonly id = Language.counted++;
  private complement?: DFA;

  private constructor(private readonly automaton: DFA) {}

  /** The texts of a regular expression, which is written without anchors and means whole texts. */
  static of(form: string): Language {
    return Language.once(`of ${form}`, () => {
      const source = `(?:${form})`;
      const { expression, maxCharacter } = JS.Parser.fromLiteral({ source, flags: "s" }).parse();
      return smallest(DFA.fromFA(NFA.fromRegex(expression, { maxCharacter })));
    });
  }

  /** The one text. */
  static exactly(text: string): Language {
    return Language.of(quoted(text));
  }

  static union(languages: readonly Language[]): Language {
    const [first, ...others] = [...new Set(languages)];
    if (!first) return Language.NONE;
    if (others.length === 0) return first;
    return Language.once(`union ${idsOf([first, ...others])}`, () => {
      const union = NFA.fromFA(first.automaton);
      others.forEach(({ automaton }) => union.union(automaton));
      return smallest(DFA.fromFA(union));
    });
  }

  /** No text at all. */
  static readonly NONE = new Language(DFA.empty({ maxCharacter: 0xffff }));

  /** Every text. */
  static readonly ANY = Language.of(".*");

  private static once(key: string, make: () => DFA): Language {
    const known = Language.known.get(key) ?? new Language(make());
    Language.known.set(key, known);
    return known;
  }

  and(other: Language): Language {
    return Language.once(`and ${idsOf([this, other])}`, () =>
      DFA.fromIntersection(this.automaton, other.automaton),
    );
  }

  minus(other: Language): Language {
    if (this.isEmpty || other.isEmpty) return this;
    return Language.once(`minus ${this.id},${other.id}`, () => {
      other.complement ??= complementOf(other.automaton);
      return DFA.fromIntersection(this.automaton, other.complement);
    });
  }

  /** The texts with something before and something behind them, each a regular expression. */
  asPartOf(before: string, behind: string): Language {
    return Language.once(`part of ${before} ${this.id} ${behind}`, () => {
      const whole = NFA.fromFA(Language.of(before).automaton);
      whole.append(this.automaton);
      whole.append(Language.of(behind).automaton);
      return smallest(DFA.fromFA(whole));
    });
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
        [...node.out.invert(this.automaton.maxCharacter)]
          .map(([next, characters]) => ({ next, character: mostReadable(characters) }))
          .sort((one, other) => Number(isPlain(other.character)) - Number(isPlain(one.character)))
          .flatMap(({ next, character }) => {
            if (character === undefined || seen.has(next)) return [];
            seen.add(next);
            return [{ node: next, text: text + Words.fromUTF16ToString([character]) }];
          }),
      );
    }
    return undefined;
  }
}

/** A plain letter where there is one: the library looks for whole ranges of them. */
function mostReadable(characters: CharSet): number | undefined {
  const plain = PLAIN.find((character) => characters.has(character));
  return plain ?? Words.pickMostReadableCharacter(characters);
}

const PLAIN: readonly number[] = [..."AaBb"].map((character) => character.charCodeAt(0));

function isPlain(character: number | undefined): boolean {
  return character !== undefined && /\w/.test(String.fromCharCode(character));
}

/** A text as a part of a regular expression. */
export function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

function idsOf(languages: readonly { readonly id: number }[]): string {
  return languages
    .map(({ id }) => id)
    .sort()
    .join();
}

function smallest(automaton: DFA): DFA {
  automaton.minimize();
  return automaton;
}

function complementOf(automaton: DFA): DFA {
  const complement = smallest(automaton.copy());
  complement.complement();
  return complement;
}
