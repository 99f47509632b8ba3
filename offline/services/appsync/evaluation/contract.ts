/**
 * What a resolver or function sees: the `$ctx` of a template, the `ctx` of code.
 *
 * Templates change arguments, stash, source and result in place, and later functions of the pipeline must see that:
 * give one object of each to a whole resolver, and a source of its own where siblings must not notice. A value that a
 * template gives may be one of these objects, not a copy. Code changes the stash only.
 */
export type ResolverContext = {
  arguments: Record<string, unknown>;
  /**
   * Null for an API key. `authType()` tells the mode by the shape: a user pool's has `sub`, `issuer`, `username`,
   * `claims`, `sourceIp` and `defaultAuthStrategy`, a signed request's `userArn`, `accountId` and `sourceIp`.
   */
  identity: unknown;
  source: unknown;
  request: { headers: Record<string, string>; domainName: string | null };
  info: {
    fieldName: string;
    parentTypeName: string;
    variables: Record<string, unknown>;
    selectionSetList: string[];
    selectionSetGraphQL: string;
  };
  /** Changed in place by the evaluation. */
  stash: Record<string, unknown>;
  /** The result of the function before, in a pipeline. */
  prev: { result: unknown } | null;
  /** What the data source answered; only in response handlers. */
  result?: unknown;
  error?: { message: string; type: string } | null;
  env: Record<string, string>;
};

/** An entry for the response's `errors`, before `path` and `locations` are added. */
export type AppendedError = { message: string; errorType?: string; data?: unknown; errorInfo?: unknown };

/**
 * How an evaluation ended.
 *
 * `value`: a request for the data source, or the field's result; undefined where a template wrote nothing or a handler
 * returned nothing, which is null as a result and an error as a request. `return`: `#return` or `runtime.earlyReturn`; in a
 * function's request it skips that function's data source and response, in a resolver's request handler it skips the
 * functions too. `error`: `util.error`, `util.unauthorized`, or a failure of the code itself.
 */
export type Outcome =
  | { kind: 'value'; value: unknown }
  | { kind: 'return'; value: unknown; skipTo?: 'END' | 'NEXT' }
  | { kind: 'error'; error: AppendedError };

/** The outcome with what the evaluation left beside it. */
export type Evaluation = {
  outcome: Outcome;
  appendedErrors: AppendedError[];
  /** The enhanced filter set through `extensions.setSubscriptionFilter`: `{ filterGroup: [...] }`. */
  subscriptionFilters?: unknown;
  /** The filter set through `extensions.setSubscriptionInvalidationFilter`, same shape. */
  invalidationFilters?: unknown;
  /** What `extensions.invalidateSubscriptions` was called with: `{ subscriptionField, payload }` each. */
  invalidations?: unknown[];
  /** Response headers set through `util.http.addResponseHeader`. */
  responseHeaders?: Record<string, string>;
  logs: string[];
};

/** Time and ids for `util.time.*`, `util.autoId()` and their like. */
export type EvaluationSource = {
  /** Milliseconds since the epoch. */
  now(): number;
  uuid(): string;
};

export type Template = { evaluate(context: ResolverContext): Evaluation };

export type ResolverCode = {
  request(context: ResolverContext): Evaluation;
  response(context: ResolverContext): Evaluation;
};

/** Something that AppSync refuses in resolver code. Lines and columns count from 1; `span` is -1 where it is unknown. */
export type Problem = { rule: string; message: string; line: number; column: number; span: number };
