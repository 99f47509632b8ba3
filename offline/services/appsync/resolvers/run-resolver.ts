import type { Answer, DataSource } from '../data-sources/data-source.ts';
import type { Evaluation, ResolverContext } from '../evaluation/contract.ts';
import { FieldError } from '../graphql/errors.ts';
import { type FieldResolver, isObject, type Run } from '../graphql/run.ts';

/** The two halves of a unit resolver or of a pipeline function, in either language. */
export type Handlers = {
  readonly language: 'vtl' | 'javascript';
  request(context: ResolverContext): Evaluation;
  response(context: ResolverContext): Evaluation;
};

/** Handlers around a data source. */
export type Step = { readonly handlers: Handlers; readonly dataSource: DataSource };

type Append = Parameters<FieldResolver>[0]['append'];
type Call = { context: ResolverContext; run: Run; append: Append };

/** How a step ended: with its result, and where the pipeline goes on. */
type StepEnd = { result: unknown; skipTo?: 'END' | 'NEXT' | undefined };

export const unitResolver =
  (step: Step, env: Record<string, string>): FieldResolver =>
  async (input) => {
    const call = startCall(input, env);
    return (await runStep(step, call)).result;
  };

export const pipelineResolver =
  (outer: Handlers, functions: readonly Step[], env: Record<string, string>): FieldResolver =>
  async (input) => {
    const call = startCall(input, env);
    const { context } = call;
    const before = settle(outer.request(context), call);
    // A template's #return ends the resolver with that value; code's early return still passes its response handler.
    if (before.kind === 'return' && outer.language === 'vtl') return before.value ?? null;
    context.prev = { result: before.value ?? null };
    if (before.kind === 'value') {
      for (const step of functions) {
        const { result, skipTo } = await runStep(step, call);
        context.prev = { result };
        if (skipTo === 'END') break;
      }
    }
    context.result = context.prev.result;
    context.error = null;
    return settle(outer.response(context), call).value ?? null;
  };

async function runStep({ handlers, dataSource }: Step, call: Call): Promise<StepEnd> {
  const { context } = call;
  context.result = undefined;
  context.error = undefined;
  const request = settle(handlers.request(context), call);
  if (request.kind === 'return') return { result: request.value ?? null, skipTo: request.skipTo };

  const answer = await dataSource.invoke(request.value);
  if (isOldVersion(request.value)) {
    if (answer.error) throw failure(answer, answer.error);
    if (answer.result === null || answer.result === undefined) return { result: null };
  }
  context.result = answer.result;
  context.error = answer.error ?? null;
  const response = settle(handlers.response(context), call);
  return { result: response.value ?? null, skipTo: response.kind === 'return' ? response.skipTo : undefined };
}

/** Version 2017-02-28 of a template fails on the data source's error before its response template is asked. */
const isOldVersion = (request: unknown) => isObject(request) && request.version === '2017-02-28';

const failure = ({ result }: Answer, { message, type }: { message: string; type: string }) =>
  new FieldError({ message, errorType: type, data: result });

function startCall(
  { run, info, arguments: args, source, append }: Parameters<FieldResolver>[0],
  env: Record<string, string>,
): Call {
  const context: ResolverContext = {
    arguments: args,
    identity: run.caller.identity,
    source: source ?? null,
    request: { headers: run.headers, domainName: null },
    info: { ...info, variables: run.givenVariables },
    stash: {},
    prev: null,
    env,
  };
  return { context, run, append };
}

type Settled = { kind: 'value'; value: unknown } | { kind: 'return'; value: unknown; skipTo?: 'END' | 'NEXT' };

/** Calls of `extensions.invalidateSubscriptions` in one request. */
const MOST_INVALIDATIONS = 5;

const tooManyInvalidations = () =>
  new FieldError({
    message: `At most ${MOST_INVALIDATIONS} calls of invalidateSubscriptions are allowed in a request.`,
    errorType: 'BadRequestException',
  });

/** Takes over what an evaluation left beside its outcome. @throws FieldError when the outcome is an error. */
function settle(evaluation: Evaluation, { context, run, append }: Call): Settled {
  for (const error of evaluation.appendedErrors) append(error);
  const { effects, responseHeaders } = run;
  if (evaluation.subscriptionFilters !== undefined) effects.subscriptionFilter = evaluation.subscriptionFilters;
  if (evaluation.invalidationFilters !== undefined) effects.invalidationFilter = evaluation.invalidationFilters;
  if (evaluation.invalidations) effects.invalidations.push(...evaluation.invalidations);
  if (effects.invalidations.length > MOST_INVALIDATIONS) throw tooManyInvalidations();
  if (evaluation.responseHeaders) Object.assign(responseHeaders, evaluation.responseHeaders);
  const { outcome } = evaluation;
  if (outcome.kind !== 'error') return outcome;
  const { message, errorType, data, errorInfo } = outcome.error;
  const isRefusal = errorType === 'Unauthorized' && /^(Unauthorized|Not Authorized)?$/i.test(message);
  throw new FieldError({
    message: isRefusal
      ? `Not Authorized to access ${context.info.fieldName} on type ${context.info.parentTypeName}`
      : message,
    errorType,
    data,
    errorInfo,
  });
}
