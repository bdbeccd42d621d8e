/** What decides the name of the instance profile, wherever it is written. */
export interface InstanceProfileNaming {
  /** The gateway's name. */
  readonly name: string;
  /** How the role is made; an existing one lends the profile no name. */
  readonly role?: { readonly name?: string };
  readonly instanceProfileName?: string;
}

/**
 * What the instance profile is called: after the role, unless it has a name of its own. So a role with another name
 * comes in another profile, for which EC2 exchanges an instance's credentials at once.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html
 */
export function nameOfInstanceProfile({ name, role, instanceProfileName }: InstanceProfileNaming): string {
  return instanceProfileName ?? role?.name ?? name;
}
