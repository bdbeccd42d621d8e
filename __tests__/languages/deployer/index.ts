import type { SynthesizedGateway } from "../../least-privilege/gateways";
import type { Rights } from "../../../modules/languages";
import { functionRules } from "./function-rules";
import { policyRules, profileRules, protectedUserRules, roleRules, userRules } from "./identity-rules";
import { secretRules } from "./secret-rules";
import { stateRules } from "./state-rules";

/** What whoever runs the Terraform of a configuration may do, from what the configuration makes; in parts, without patterns. */
export function declaredDeployer(gateway: SynthesizedGateway): Rights {
  return {
    granted: [
      ...roleRules(gateway),
      ...policyRules(gateway),
      ...profileRules(gateway),
      ...userRules(gateway),
      ...protectedUserRules(gateway),
      ...functionRules(gateway),
      ...secretRules(gateway),
      ...stateRules(gateway),
    ],
  };
}
