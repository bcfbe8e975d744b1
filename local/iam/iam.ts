/** The rights of the stack's roles. */
export interface Iam {
  /** Credentials for a role. Whoever signs with them is taken for that role; signatures themselves are not checked. */
  credentialsOf(roleArn: string): Credentials;
  /** `undefined` is the operator, who may do everything. */
  roleOf(accessKeyId: string | undefined): string | undefined;
  allows(roleArn: string | undefined, action: string, resourceArn: string): boolean;
  /** Every distinct question that `allows` was asked about a role, once. */
  calls(): readonly IamCall[];
  /** What stands in the policies and is not evaluated, and roles that nobody could assume on AWS. */
  warnings: readonly string[];
}

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

export interface IamCall {
  roleArn: string;
  action: string;
  resource: string;
  allowed: boolean;
}
