import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** A reference to a shape from where it is used. */
export interface ShapeReference {
  readonly shape: string;
  /** Where a REST protocol puts it, if not into the body. */
  readonly location?: "uri" | "querystring" | "header" | "headers" | "statusCode";
  readonly locationName?: string;
  /** Name in the EC2 protocol. */
  readonly queryName?: string;
  readonly deprecated?: boolean;
  readonly deprecatedMessage?: string;
}

export interface Shape {
  readonly type:
    | "blob"
    | "boolean"
    | "double"
    | "float"
    | "integer"
    | "list"
    | "long"
    | "map"
    | "string"
    | "structure"
    | "timestamp";
  readonly members?: Readonly<Record<string, ShapeReference>>;
  readonly member?: ShapeReference;
  readonly key?: ShapeReference;
  readonly value?: ShapeReference;
  readonly required?: readonly string[];
  readonly flattened?: boolean;
  readonly payload?: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
}

export interface Operation {
  readonly name: string;
  readonly http: { readonly method: string; readonly requestUri: string };
  readonly input?: ShapeReference;
  readonly deprecated?: boolean;
  readonly deprecatedMessage?: string;
}

/** How AWS describes one of its services to its own SDKs. */
export interface ServiceModel {
  readonly metadata: {
    readonly protocol: "query" | "ec2" | "json" | "rest-json" | "rest-xml";
    readonly targetPrefix?: string;
    readonly apiVersion: string;
  };
  readonly operations: Readonly<Record<string, Operation>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

const models = new Map<string, ServiceModel>();

/**
 * AWS's model of a service, in its newest version.
 *
 * @param botocore folder of the Python package that carries the models
 * @param service as calls are signed for it
 * @see https://github.com/boto/botocore/tree/develop/botocore/data
 */
export function serviceModel(botocore: string, service: string): ServiceModel {
  const known = models.get(service);
  if (known) return known;
  const folder = join(botocore, "data", service);
  const version = readdirSync(folder).sort().at(-1) as string;
  const text = gunzipSync(readFileSync(join(folder, version, "service-2.json.gz"))).toString();
  const model = JSON.parse(text) as ServiceModel;
  models.set(service, model);
  return model;
}

export function shapeOf(model: ServiceModel, { shape }: ShapeReference): Shape {
  return model.shapes[shape] as Shape;
}
