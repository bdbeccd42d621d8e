import { queryInput } from "./query-input";
import type { RecordedCall } from "./recorded-call";
import { restInput, restOperation } from "./rest-input";
import { serviceModel, type Operation, type ServiceModel } from "./service-model";

/** A call in AWS's own words. */
export interface Request {
  readonly model: ServiceModel;
  readonly operation: Operation;
  /** By the model's names; what the model does not know stands under the name that it was sent with. */
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * What a recorded call asks for.
 *
 * @param botocore folder of the Python package that carries AWS's models
 * @throws where the model has no such operation
 */
export function requestOf(call: RecordedCall, botocore: string): Request {
  const model = serviceModel(botocore, call.service);
  const { protocol, targetPrefix } = model.metadata;
  const text = Buffer.from(call.body, "base64").toString();
  const named = (name: string | undefined | null): Operation => {
    const operation = model.operations[name ?? ""];
    if (!operation) throw new Error(`${call.service} has no operation ${name ?? "without a name"}`);
    return operation;
  };
  if (protocol === "query" || protocol === "ec2") {
    const form = new URLSearchParams(text || call.query);
    const operation = named(form.get("Action"));
    return { model, operation, input: queryInput(model, operation.input, new Map(form)) };
  }
  if (protocol === "json") {
    const [prefix, name] = (call.headers["x-amz-target"] ?? "").split(".");
    if (prefix !== targetPrefix) throw new Error(`${prefix} is not how ${call.service} is called`);
    return { model, operation: named(name), input: JSON.parse(text || "{}") as Record<string, unknown> };
  }
  const found = restOperation(model, call);
  if (!found) throw new Error(`${call.service} has no operation at ${call.method} ${call.path}`);
  return { model, operation: found.operation, input: restInput(model, found, call) };
}
