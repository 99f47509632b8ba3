import type { ServiceContext } from '../../../kernel/service.ts';
import type { Api } from '../api.ts';
import type { Caller } from '../authorization/caller.ts';
import { permits } from '../authorization/rules.ts';
import { FieldError, RequestRefusal } from '../graphql/errors.ts';
import { unauthorized } from '../graphql/execute.ts';
import { type OperationRequest, startRun } from '../graphql/execute-operation.ts';
import { coerceVariables } from '../graphql/values.ts';
import { argumentFilter, enhancedFilter } from './filter.ts';
import type { Subscription } from './publisher.ts';

type Started = Pick<Subscription, 'apiId' | 'field' | 'plan' | 'caller' | 'accepts' | 'isInvalidatedBy'>;

/**
 * Prepares a subscription: validates it, checks that the caller may have it, and asks its resolver, which may refuse or
 * set filters. @throws RequestRefusal, FieldError
 */
export async function subscribe(input: {
  api: Api;
  context: ServiceContext;
  caller: Caller;
  headers: Record<string, string>;
  request: OperationRequest;
}): Promise<Started> {
  const { api, caller, request } = input;
  const prepared = api.documents.prepare(request.query, request.operationName);
  if ('errors' in prepared) throw new RequestRefusal('BadRequestException', prepared.errors[0]?.message ?? 'Invalid');
  const { operation } = prepared;
  if (operation.kind !== 'subscription') {
    throw new RequestRefusal('UnsupportedOperation', 'Operation not supported through the realtime channel.');
  }
  const variables = coerceVariables(operation.variables, request.variables);
  if ('error' in variables) throw new RequestRefusal('BadRequestException', variables.error.message);
  const plan = operation.plan(variables.values);
  const [field] = plan;
  if (!field || field.isIntrospection) {
    throw new RequestRefusal('BadRequestException', 'A subscription selects one field of the type Subscription.');
  }

  const run = startRun({ ...input, given: request.variables, variables: variables.values });
  const isPermitted =
    permits(field.rule ?? {}, caller.mode, caller.groups) &&
    !caller.deniedFields?.includes(`${field.parentType.name}.${field.name}`) &&
    (caller.mode !== 'AWS_IAM' || run.isAllowedByPolicy(field.parentType.name, field.name));
  if (!isPermitted) throw unauthorized(field);

  const appended: FieldError[] = [];
  await field.resolver?.({
    run,
    info: field.info,
    arguments: field.arguments(variables.values),
    source: null,
    append: (error) => appended.push(new FieldError(error)),
  });
  if (appended[0]) throw appended[0];

  const { subscriptionFilter, invalidationFilter } = run.effects;
  const isFiltered = subscriptionFilter !== undefined && subscriptionFilter !== null;
  return {
    ...{ apiId: api.id, field: field.name, plan, caller },
    // An enhanced filter takes the place of the arguments, which the resolver has seen.
    accepts: isFiltered ? enhancedFilter(subscriptionFilter) : argumentFilter(field.arguments(variables.values)),
    isInvalidatedBy:
      invalidationFilter === undefined || invalidationFilter === null
        ? () => false
        : enhancedFilter(invalidationFilter),
  };
}
