import { permits } from '../authorization/rules.ts';
import { FieldError, RequestRefusal } from './errors.ts';
import { FAILED, type FieldPlan, isObject, isPromise, type Path, pathOf, type Run } from './run.ts';

/** The selected fields of one object, side by side. `FAILED` when one that must not be null is. */
export function executeFields(
  run: Run,
  fields: readonly FieldPlan[],
  source: unknown,
  path: Path | undefined,
): unknown {
  const result: Record<string, unknown> = {};
  let pending: Promise<void>[] | undefined;
  let hasFailed = false;
  const parent = path && isObject(source) ? source : undefined;
  for (const field of fields) {
    const plain = parent ? plainLeaf(run, field, parent) : undefined;
    if (plain !== undefined) {
      result[field.key] = plain;
      continue;
    }
    const value = executeField(run, field, source, path);
    result[field.key] = value;
    if (value === FAILED) hasFailed = true;
    else if (isPromise(value)) {
      pending ??= [];
      pending.push(
        value.then((settled) => {
          result[field.key] = settled;
          if (settled === FAILED) hasFailed = true;
        }),
      );
    }
  }
  if (pending) return Promise.all(pending).then(() => (hasFailed ? FAILED : result));
  return hasFailed ? FAILED : result;
}

/** The fields of a mutation, one after the other; `onField` hears of each as it is done. */
export async function executeSerially(
  run: Run,
  fields: readonly FieldPlan[],
  source: unknown,
  onField: (field: FieldPlan, value: unknown) => void,
): Promise<unknown> {
  const result: Record<string, unknown> = {};
  for (const field of fields) {
    const value: unknown = await executeField(run, field, source, undefined);
    if (value === FAILED) return FAILED;
    result[field.key] = value;
    onField(field, value);
  }
  return result;
}

/**
 * The answer of a scalar that its parent's value holds, or its null. Most fields of a list are such: they take no path
 * and no promise. Undefined wherever there is more to say, which `executeField` then says.
 */
function plainLeaf(run: Run, field: FieldPlan, source: Readonly<Record<string, unknown>>): unknown {
  const { serialize, name } = field;
  if (!serialize || (field.resolver && !run.isProjection) || run.fieldBudget < 1) return undefined;
  if (!permits(field.rule ?? {}, run.caller.mode, run.caller.groups) || run.caller.deniedFields) return undefined;
  const value = Object.hasOwn(source, name) ? source[name] : null;
  let written: unknown = null;
  if (value === null || value === undefined) {
    if (field.isNonNull) return undefined;
  } else {
    try {
      written = serialize(value);
    } catch {
      return undefined;
    }
  }
  if (written !== undefined) run.fieldBudget -= 1;
  return written;
}

function executeField(run: Run, field: FieldPlan, source: unknown, previous: Path | undefined): unknown {
  const path: Path = { previous, key: field.key };
  run.fieldBudget -= 1;
  if (run.fieldBudget < 0) return refuse(run, 'The answer would hold too many fields; ask for less at a time.');
  if (field.isIntrospection) return introspect(run, field, source, path);
  if (!isAuthorized(run, field, previous)) {
    return fail(run, field, path, unauthorized(field));
  }
  if (field.isTooDeep) return fail(run, field, path, TOO_DEEP);
  if (!field.resolver || run.isProjection) {
    return field.complete(run, isObject(source) && Object.hasOwn(source, field.name) ? source[field.name] : null, path);
  }
  return resolve(run, field, field.resolver, source, path);
}

async function resolve(
  run: Run,
  field: FieldPlan,
  resolver: NonNullable<FieldPlan['resolver']>,
  source: unknown,
  path: Path,
): Promise<unknown> {
  run.resolverBudget -= 1;
  if (run.resolverBudget < 0) return fail(run, field, path, TOO_MANY_RESOLVERS);
  let value: unknown;
  try {
    value = await inTime(
      run,
      resolver({
        run,
        info: field.info,
        arguments: field.arguments(run.variables),
        source,
        append: (error) => {
          run.errors.push(toResponseError(field, path, new FieldError(error)));
        },
      }),
    );
  } catch (error) {
    return fail(run, field, path, error);
  }
  return field.complete(run, value, path);
}

const TOO_DEEP = new FieldError({ message: 'Query depth limit reached.', errorType: 'QueryDepthLimitReached' });
const TOO_MANY_RESOLVERS = new FieldError({
  message: 'Resolver execution limit reached.',
  errorType: 'ResolverExecutionLimitReached',
});
const TIMED_OUT = new FieldError({ message: 'Execution timed out.', errorType: 'ExecutionTimeout' });

/** What the resolver gives, or the failure that AppSync answers when the request's time is over first. */
function inTime({ deadline }: Run, resolved: Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      reject(TIMED_OUT);
    };
    if (deadline.hasPassed) giveUp();
    else deadline.waiting.add(giveUp);
    resolved.then(
      (value) => {
        deadline.waiting.delete(giveUp);
        resolve(value);
      },
      (error: unknown) => {
        deadline.waiting.delete(giveUp);
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}

function introspect(run: Run, field: FieldPlan, source: unknown, path: Path): unknown {
  const { resolve: read } = field.definition;
  const info = { schema: run.schema, parentType: field.parentType };
  const value: unknown = read?.(source, field.arguments(run.variables), null, info as never);
  return field.complete(run, value, path);
}

function isAuthorized(run: Run, field: FieldPlan, previous: Path | undefined): boolean {
  const { mode, groups, deniedFields } = run.caller;
  if (!permits(field.rule ?? {}, mode, groups)) return false;
  if (deniedFields?.includes(`${field.parentType.name}.${field.name}`)) return false;
  // AppSync asks a role's policy about the fields of Query, Mutation and Subscription, not about what lies beneath.
  return previous !== undefined || mode !== 'AWS_IAM' || run.isAllowedByPolicy(field.parentType.name, field.name);
}

/** AppSync's refusal of a field. */
export const unauthorized = ({ name, parentType }: Pick<FieldPlan, 'name' | 'parentType'>): FieldError =>
  new FieldError({
    message: `Not Authorized to access ${name} on type ${parentType.name}`,
    errorType: 'Unauthorized',
  });

function fail(run: Run, field: FieldPlan, path: Path, error: unknown): unknown {
  run.errors.push(toResponseError(field, path, error instanceof FieldError ? error : run.unforeseen(error)));
  return field.isNonNull ? FAILED : null;
}

/** Ends the whole request. Nothing is thrown: siblings that are under way must not be left with no one to wait for them. */
function refuse(run: Run, message: string): typeof FAILED {
  run.refusal ??= new RequestRefusal('BadRequestException', message);
  return FAILED;
}

const toResponseError = (field: FieldPlan, path: Path, { message, errorType, errorInfo, data }: FieldError) => ({
  path: pathOf(path),
  data: data ?? null,
  errorType,
  errorInfo: errorInfo ?? null,
  locations: field.locations,
  message,
});
