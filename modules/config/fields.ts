import { z } from "zod";
import { TAG_VALUE, type NameRule } from "../permissions";

/** Text that AWS has a rule for. */
export function name(rule: NameRule, description: string) {
  return z.string().meta({ description, pattern: rule.pattern.source });
}

export function text(description: string) {
  return z.string().meta({ description });
}

export const flag = (description: string) => z.boolean().meta({ description });

export const tags = (description: string) =>
  z.record(z.string(), z.string().meta({ pattern: TAG_VALUE.pattern.source })).meta({ description });
