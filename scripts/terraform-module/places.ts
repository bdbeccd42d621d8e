import { PLACES, type Place } from "../../modules/moving";
import { INSTANCE_ID } from "./synthesized-gateway";

/** @throws Error when the module has no place for a construct */
export function placeOf(construct: string): Place {
  const place = PLACES[construct.replace(INSTANCE_ID, "INSTANCE")];
  if (!place) throw new Error(`the module has no place for ${construct}`);
  return place;
}
