/** A resource of the synthesized app with every intrinsic resolved. */
export type Resource = {
  readonly logicalId: string;
  /** Stack names from the root down, joined by `/`; with the logical id it names the resource in the app. */
  readonly stackPath: string;
  /** CloudFormation type, e.g. `AWS::SQS::Queue`. */
  readonly type: string;
  /** Properties as in the template, intrinsics resolved, `AWS::NoValue` left out. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** What `Ref` gives. */
  readonly ref: string;
  /** What `Fn::GetAtt` gives, by attribute name. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** `Metadata['aws:cdk:path']`, for messages. */
  readonly path: string;
};

/** What a resource is called: decided before anything that refers to it is resolved. */
export type Identity = { ref: string; attributes?: Readonly<Record<string, unknown>> };

export type IdentityRequest = {
  readonly logicalId: string;
  readonly stackPath: string;
  readonly region: string;
  readonly account: string;
  /** `http://localhost:PORT` of this backend, for attributes that are URLs. */
  readonly endpoint: string;
  /** One property, resolved on demand (so that a name may refer to other resources). */
  readonly property: (name: string) => unknown;
  /** A stable physical name in CloudFormation's manner, at most `length` characters: `<stack>-<logicalId>-<letters>`. */
  readonly physicalName: (length?: number) => string;
  /** `length` letters and digits, always the same for this resource of this app. */
  readonly letters: (length: number, salt?: string) => string;
};

/** How a service takes one CloudFormation type. */
export type ResourceSupport = {
  identify(request: IdentityRequest): Identity;
  /** Properties that are honoured. One outside this list and outside `ignored` is a warning that names it. */
  honoured: readonly string[];
  /** Properties whose absence here harms nobody, with the reason. */
  ignored?: Readonly<Record<string, string>>;
};
