/** A packaged template after its conditions and references were worked out: what CloudFormation would have created. */
export interface Stack {
  name: string;
  stage: string;
  region: string;
  accountId: string;
  /** By logical id, in the template's order. */
  resources: ReadonlyMap<string, Resource>;
  /** What the template tells of itself, by output key. */
  outputs: Readonly<Record<string, string>>;
  /** Where the functions' zips are. */
  artifactsDir: string;
  ofType(type: string): Resource[];
}

export interface Resource {
  logicalId: string;
  type: string;
  /** Fully resolved: no intrinsic function is left in it. */
  properties: Record<string, unknown>;
  /** What `Ref` gives. */
  physicalId: string;
  /** Absent for a type that has none. */
  arn?: string;
}

/** The properties of each type that a part of the twin acts upon. */
export type Honoured = Record<string, readonly string[]>;
