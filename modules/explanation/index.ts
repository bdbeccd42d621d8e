export {
  explanations,
  type Answer,
  type Asker,
  type ExplainedStatement,
  type Explanation,
  type PrincipalAnswer,
} from "./explanation";
export type { Question } from "./question";
