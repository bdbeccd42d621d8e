import type { TextId } from "../model/account";
import type { AnyStatement, Texts } from "../model/texts";
import { conditionsHold, type Context } from "./conditions";
import { isLike, namesAction } from "./patterns";

/** One question to a policy. */
export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** The statements of some texts together, found by action: most say nothing of a call. */
export class Statements {
  private readonly all: readonly AnyStatement[];
  private readonly naming = new Map<string, readonly AnyStatement[]>();

  constructor(texts: Texts, ids: readonly TextId[]) {
    this.all = ids.flatMap((id) => {
      const text = texts[id];
      if (!text) throw new Error(`there is no policy text ${id}`);
      return text.Statement;
    });
  }

  /** Those that name an action. */
  of(action: string): readonly AnyStatement[] {
    let found = this.naming.get(action);
    if (!found) {
      found = this.all.filter(({ Action }) => Action.some((pattern) => namesAction(pattern, action)));
      this.naming.set(action, found);
    }
    return found;
  }

  /** Whether a statement of an effect applies; of an identity's policies, which name no principal. */
  says(effect: AnyStatement["Effect"], question: Question): boolean {
    return this.of(question.action).some(
      (statement) => statement.Effect === effect && appliesTo(statement, question),
    );
  }
}

/** Whether a statement's resources and conditions fit. In a trust policy, which names no resource, they are the role. */
export function appliesTo({ Resource, Condition }: AnyStatement, { resource, context }: Question): boolean {
  const fits = Resource === undefined || Resource.some((pattern) => isLike(pattern, resource));
  return fits && conditionsHold(Condition, context);
}
