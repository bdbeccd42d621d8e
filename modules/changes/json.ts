import type { ChangedCarrier } from "./change";
import type { Changes } from "./changes";
import type { GatewayChanges } from "./gateway-changes";
import { NOT_LOOKED_AT } from "./markdown";

/** The version of the JSON's form: another number where a program that reads it has to change. */
const SCHEMA_VERSION = 1;

/** Changes for programs: what there is none of is null, so that every key is there. */
export function changesAsJson({ gateways, ...rest }: Changes): string {
  const content = {
    schemaVersion: SCHEMA_VERSION,
    ...rest,
    gateways: gateways.map(gateway),
    notLookedAt: NOT_LOOKED_AT,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function gateway({ before, after, carriers, ...rest }: GatewayChanges) {
  return { before: before ?? null, after: after ?? null, ...rest, carriers: carriers.map(carrier) };
}

function carrier({ id, title, before, after, boundary, changes }: ChangedCarrier) {
  return {
    id,
    title,
    before: before ?? null,
    after: after ?? null,
    boundary: boundary
      ? { before: boundary.before ?? null, after: boundary.after ?? null, wider: boundary.wider }
      : null,
    changes: changes.map(({ rights, ...change }) => ({
      ...change,
      rights: rights.map(({ action, on, but, example }) => ({
        action,
        on,
        but: but ?? [],
        example: {
          resource: example.resource ?? null,
          principal: example.principal ?? null,
          context: example.context,
        },
      })),
    })),
  };
}
