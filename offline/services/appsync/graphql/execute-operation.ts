import type { ServiceContext } from '../../../kernel/service.ts';
import type { Api } from '../api.ts';
import type { Caller } from '../authorization/caller.ts';
import { FieldError, RequestRefusal, type ResponseError } from './errors.ts';
import { executeFields, executeSerially } from './execute.ts';
import { LIMITS } from './limits.ts';
import { FAILED, type FieldPlan, type Run } from './run.ts';
import { coerceVariables } from './values.ts';

export type OperationRequest = {
  query: string;
  operationName?: string | undefined;
  variables: Record<string, unknown>;
};

export type OperationResult = {
  data: unknown;
  errors?: readonly ResponseError[];
  /** Set by resolvers through `util.http.addResponseHeader`. */
  responseHeaders: Readonly<Record<string, string>>;
};

/** A mutation field that is done: what its subscribers shall hear. */
export type DoneField = { field: FieldPlan; value: unknown };

const refused = (errors: readonly ResponseError[]): OperationResult => ({ data: null, errors, responseHeaders: {} });

/** Runs a query or mutation. @throws RequestRefusal when a limit is passed. */
export async function executeOperation(input: {
  api: Api;
  context: ServiceContext;
  caller: Caller;
  headers: Record<string, string>;
  request: OperationRequest;
  onMutation: (done: DoneField) => void;
  onInvalidations: (invalidations: readonly unknown[]) => void;
}): Promise<OperationResult> {
  const { api, request, onMutation, onInvalidations } = input;
  const prepared = api.documents.prepare(request.query, request.operationName);
  if ('errors' in prepared) return refused(prepared.errors);
  const { operation } = prepared;
  if (operation.kind === 'subscription') {
    throw new RequestRefusal('BadRequestException', 'Subscriptions are started through the realtime endpoint.');
  }
  const variables = coerceVariables(operation.variables, request.variables);
  if ('error' in variables) return refused([variables.error]);
  const run = startRun({ ...input, given: request.variables, variables: variables.values });
  const fields = operation.plan(variables.values);
  const stopTimer = api.timekeeper.start(run.deadline);
  let data: unknown;
  try {
    data =
      operation.kind === 'mutation'
        ? await executeSerially(run, fields, null, (field, value) => {
            if (value !== null) onMutation({ field, value });
          })
        : await executeFields(run, fields, null, undefined);
  } finally {
    stopTimer();
  }
  if (run.refusal) throw run.refusal;
  if (run.effects.invalidations.length > 0) onInvalidations(run.effects.invalidations);
  return {
    data: data === FAILED ? null : data,
    ...(run.errors.length > 0 && { errors: run.errors }),
    responseHeaders: run.responseHeaders,
  };
}

/** The state of an execution for that caller. */
export function startRun(input: {
  api: Api;
  context: ServiceContext;
  caller: Caller;
  headers: Record<string, string>;
  given: Record<string, unknown>;
  variables: Readonly<Record<string, unknown>>;
  isProjection?: boolean;
}): Run {
  const { api, context, caller, headers, given, variables, isProjection = false } = input;
  return {
    schema: api.schema.schema,
    caller,
    headers,
    givenVariables: given,
    variables,
    errors: [],
    isProjection,
    isAllowedByPolicy: (typeName, fieldName) =>
      isProjection || isAllowedByPolicy({ api, context, caller, typeName, fieldName }),
    responseHeaders: {},
    effects: { invalidations: [] },
    unforeseen: (error) => {
      context.log.error('a resolver failed unforeseen', { error });
      return new FieldError({
        message: 'The offline backend failed on this field; its log says why.',
        errorType: 'InternalFailure',
      });
    },
    fieldBudget: LIMITS.answerFields,
    deadline: { hasPassed: false, waiting: new Set() },
    resolverBudget: api.config.ResolverCountLimit || LIMITS.resolvers,
  };
}

function isAllowedByPolicy(input: {
  api: Api;
  context: ServiceContext;
  caller: Caller;
  typeName: string;
  fieldName: string;
}): boolean {
  const { api, context, caller, typeName, fieldName } = input;
  return (
    caller.principal !== undefined &&
    context.policies.isAllowed({
      principal: caller.principal,
      action: 'appsync:GraphQL',
      resource: `${api.arn}/types/${typeName}/fields/${fieldName}`,
    })
  );
}
