/** How the gateway runs on its instance. */
export enum GatewayInstallation {
  /** In a container on a bridge network, one hop further from the instance metadata: hop limit 2. */
  DOCKER = "docker",
  /** As a service of the host itself: hop limit 1. */
  NATIVE = "native",
}

/** What happens to an instance that has somebody else's instance profile. */
export enum OnConflict {
  /** The apply fails and nothing is changed. */
  FAIL = "fail",
  /** It is replaced without a gap in credentials, and put back on destroy. */
  REPLACE = "replace",
}
