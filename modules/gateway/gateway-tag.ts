import { Fn, Token } from "cdktf";
import { GATEWAY_TAG, isReference, TAG_VALUE } from "../permissions";

/**
 * Tags of what a stack makes, with the one that says so.
 *
 * @param suffix what stands behind the name that is given
 */
export function withGatewayTag(tags: Tags | undefined, name: string, suffix = ""): Tags {
  const own = { [GATEWAY_TAG]: tagValue(name) + suffix };
  const isKnown = Object.keys(tags ?? {}).every((key) => !key.startsWith("&{"));
  return isKnown ? { ...tags, ...own } : Token.asStringMap(Fn.merge([tags, own]));
}

type Tags = { [key: string]: string };

function tagValue(name: string): string {
  return isReference(name)
    ? Fn.replace(name, ",", "/")
    : name.replaceAll(",", "/").slice(0, TAG_VALUE.maxLength);
}
