import type { Statement } from "../permissions";

/** Ports that the gateway must reach on a machine whose local users it rotates: SSH, WinRM over HTTP and HTTPS. */
export const EC2_USER_PORTS = [22, 5985, 5986] as const;

/**
 * EC2 users: rotation logs in to the machine with local credentials over SSH or WinRM and calls no AWS API.
 *
 * @returns no statement, whatever is asked for
 * @see SOURCES["keeper-setup"]
 */
export function ec2UserStatements(): Statement[] {
  return [];
}
