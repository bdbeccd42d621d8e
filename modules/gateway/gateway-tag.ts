import { Fn } from "cdktf";
import { GATEWAY_TAG, isReference, TAG_VALUE } from "../permissions";
import { mergedTags, type Tags } from "./tags";

/**
 * Tags of what a stack makes, with the one that says so.
 *
 * @param suffix what stands behind the name that is given
 */
export function withGatewayTag(tags: Tags | undefined, name: string, suffix = ""): Tags {
  const own = { [GATEWAY_TAG]: tagValue(name) + suffix };
  return mergedTags(tags, own) ?? own;
}

function tagValue(name: string): string {
  return isReference(name)
    ? Fn.replace(name, ",", "/")
    : name.replaceAll(",", "/").slice(0, TAG_VALUE.maxLength);
}
