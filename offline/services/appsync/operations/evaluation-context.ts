import { ServiceError } from '../../../kernel/errors.ts';
import type { AppendedError, Evaluation, ResolverContext } from '../evaluation/contract.ts';
import { isObject } from '../graphql/run.ts';
import { isTooNested } from '../schema/json-nesting.ts';

/** The text of `context`, as the evaluating operations take it. @throws ServiceError BadRequestException */
export function contextOf(json: string): ResolverContext {
  const given = parse(json);
  const info = record(given.info);
  const request = record(given.request);
  return {
    arguments: record(given.arguments),
    identity: given.identity ?? null,
    source: given.source ?? null,
    request: {
      headers: record(request.headers) as Record<string, string>,
      domainName: typeof request.domainName === 'string' ? request.domainName : null,
    },
    info: {
      ...info,
      fieldName: text(info.fieldName),
      parentTypeName: text(info.parentTypeName),
      variables: record(info.variables),
      selectionSetList: Array.isArray(info.selectionSetList) ? info.selectionSetList.map(String) : [],
      selectionSetGraphQL: text(info.selectionSetGraphQL),
    },
    stash: record(given.stash),
    prev: isObject(given.prev) ? { result: null, ...given.prev } : null,
    result: given.result ?? null,
    error: isObject(given.error) ? { message: '', type: '', ...given.error } : null,
    env: record(given.env) as Record<string, string>,
  };
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

const record = (value: unknown): Record<string, unknown> => (isObject(value) ? { ...value } : {});

function parse(json: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = isTooNested(json) ? undefined : JSON.parse(json);
  } catch {
    // Answered below.
  }
  if (isObject(value)) return value;
  throw new ServiceError('BadRequestException', 'The context must be the JSON text of an object.');
}

type Shown = {
  evaluationResult?: string;
  error?: { message: string };
  logs: readonly string[];
  stash: string;
  outErrors: string;
};

/** What an evaluation gave as text, in the members of both operations' responses. */
export function shown({ outcome, appendedErrors, logs }: Evaluation, { stash }: ResolverContext): Shown {
  const left = { logs, stash: JSON.stringify(stash), outErrors: JSON.stringify(appendedErrors.map(outError)) };
  if (outcome.kind === 'error') return { error: { message: outcome.error.message }, ...left };
  return { ...(typeof outcome.value === 'string' && { evaluationResult: outcome.value }), ...left };
}

const outError = ({ message, errorType, data, errorInfo }: AppendedError) => ({
  ...{ message, errorType: errorType ?? null, data: data ?? null, errorInfo: errorInfo ?? null },
});
