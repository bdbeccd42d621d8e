import type { IncomingHttpHeaders } from "node:http";

/** A call of one of AWS's APIs, as far as it can be told from its request. */
export interface CalledAction {
  /** As the signature names it, e.g. `iam` or `secretsmanager`. */
  readonly service: string;
  /** The operation's name in the API, e.g. `CreateAccessKey`, or `Invoke` of Lambda. */
  readonly operation: string;
}

/** The operations of Lambda's REST API that a stack makes use of. */
const LAMBDA: readonly (readonly [method: string, path: RegExp, operation: string])[] = [
  ["POST", /^\/2015-03-31\/functions\/?$/, "CreateFunction"],
  ["GET", /^\/2015-03-31\/functions\/[^/]+$/, "GetFunction"],
  ["DELETE", /^\/2015-03-31\/functions\/[^/]+$/, "DeleteFunction"],
  ["POST", /^\/2015-03-31\/functions\/[^/]+\/invocations$/, "Invoke"],
];

/**
 * Which action a signed request calls: the query protocol says it in the body, the JSON protocol in a header, Lambda by
 * method and path.
 *
 * @returns undefined for a request that nothing here knows
 */
export function calledAction(
  method: string,
  url: string,
  headers: IncomingHttpHeaders,
  body: string,
): CalledAction | undefined {
  const [, service] = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? "") ?? [];
  if (service === undefined) return undefined;
  const operation =
    String(headers["x-amz-target"] ?? "").split(".")[1] ??
    new URLSearchParams(body).get("Action") ??
    LAMBDA.find(([verb, path]) => verb === method && path.test(url.split("?")[0] ?? ""))?.[2];
  return operation === undefined ? undefined : { service, operation };
}
