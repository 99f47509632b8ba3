import path from 'node:path';
import { ServiceError } from '../../kernel/errors.ts';
import { uuid } from '../../kernel/ids.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import type { FunctionDefinition, Outcome } from '../../lambda/definition.ts';
import { Environment } from '../../lambda/environment.ts';
import { Budget, Pool } from '../../lambda/pool.ts';
import { environmentOf, type FunctionEnvironment, secretsOf } from './function-environment.ts';

const MOST_ENVIRONMENTS = 32;
const KEPT_INVOCATIONS = 100;

export type RecentInvocation = Pick<Outcome, 'failed' | 'duration' | 'initDuration' | 'usedMb' | 'log' | 'payload'> & {
  functionName: string;
  requestId: string;
  /** Milliseconds since the epoch. */
  endedAt: number;
};

/** The app's functions and their environments. */
export class Functions {
  readonly context: ServiceContext;
  readonly recent: RecentInvocation[] = [];
  readonly #budget = new Budget(MOST_ENVIRONMENTS);
  readonly #pools = new Map<string, Pool>();
  readonly #started = new WeakMap<Environment, FunctionEnvironment>();

  constructor(context: ServiceContext) {
    this.context = context;
  }

  /** Takes the app's functions; environments of changed ones end after their event. */
  apply(definitions: readonly FunctionDefinition[]): void {
    const names = new Set(definitions.map(({ name }) => name));
    for (const [name, pool] of this.#pools) {
      if (names.has(name)) continue;
      void pool.close(false);
      this.#pools.delete(name);
    }
    for (const definition of definitions) {
      const pool = this.#pools.get(definition.name);
      if (pool && isSame(pool.definition, definition)) continue;
      void pool?.close(false);
      this.#pools.set(definition.name, this.#createPool(definition));
    }
  }

  list(): FunctionDefinition[] {
    return [...this.#pools.values()].map(({ definition }) => definition).sort((a, b) => a.name.localeCompare(b.name));
  }

  /** By name, ARN, partial ARN, qualified or not. @throws ServiceError ResourceNotFoundException */
  require(nameOrArn: string): FunctionDefinition {
    return this.#pool(nameOrArn).definition;
  }

  find(nameOrArn: string): FunctionDefinition | undefined {
    return this.#pools.get(bareName(nameOrArn))?.definition;
  }

  /** Runs one event to its end. @throws ServiceError ResourceNotFoundException, TooManyRequestsException */
  async run(input: {
    functionName: string;
    payload: string;
    requestId: string;
    clientContext?: string;
  }): Promise<Outcome> {
    const { functionName, payload, requestId, clientContext } = input;
    const pool = this.#pool(functionName);
    const { definition } = pool;
    if (definition.reservedConcurrency !== undefined && pool.load >= definition.reservedConcurrency) throw throttled();
    if (!definition.runtime.startsWith('nodejs')) throw foreignRuntime(definition);
    const outcome = await pool.invoke({
      requestId,
      payload: payload === '' ? '{}' : payload,
      traceId: `Root=1-${Math.floor(this.context.clock.now() / 1000).toString(16)}-${uuid().replaceAll('-', '').slice(0, 24)};Sampled=0`,
      ...(clientContext === undefined ? {} : { clientContext }),
    });
    this.#remember(definition, requestId, outcome);
    return outcome;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.close(true)));
  }

  #pool(nameOrArn: string): Pool {
    const name = bareName(nameOrArn);
    const pool = this.#pools.get(name);
    if (pool) return pool;
    const { region, account } = this.context;
    throw new ServiceError(
      'ResourceNotFoundException',
      `Function not found: arn:aws:lambda:${region}:${account}:function:${name}`,
      { status: 404 },
    );
  }

  #createPool(definition: FunctionDefinition): Pool {
    return new Pool({
      definition,
      budget: this.#budget,
      create: () => this.#createEnvironment(definition),
      isFresh: (environment) => {
        const started = this.#started.get(environment);
        if (!started || started.expiresAt < this.context.clock.now()) return false;
        return started.secrets === secretsOf(definition, this.context);
      },
    });
  }

  #createEnvironment(definition: FunctionDefinition): Environment {
    const started = environmentOf(definition, this.context);
    const environment = new Environment({
      definition,
      variables: started.variables,
      packagesFrom: path.resolve(import.meta.dirname, '../../..'),
      compileCache: path.join(this.context.blobFolder, 'compiled'),
    });
    this.#started.set(environment, started);
    return environment;
  }

  #remember(definition: FunctionDefinition, requestId: string, outcome: Outcome): void {
    const { name, logGroup } = definition;
    const endedAt = this.context.clock.now();
    this.recent.unshift({ functionName: name, requestId, endedAt, ...outcome });
    this.recent.length = Math.min(this.recent.length, KEPT_INVOCATIONS);
    if (outcome.failed) this.context.log.warn(`${name} failed`, { requestId, reason: reasonOf(outcome.payload) });
    const lines = outcome.log.map((text) => ({ time: endedAt, text }));
    this.context.bus.find('logs')?.append({ group: logGroup, stream: '[$LATEST]offline', lines });
  }
}

/** The function's name of `name`, `name:qualifier`, `account:function:name` or an ARN. */
export const bareName = (nameOrArn: string): string =>
  /(?:^|:)function:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn.split(':')[0] ?? nameOrArn;

/** One line of why; the whole, with its trace, is in the inspector. */
function reasonOf(payload: string): string {
  const { errorType, errorMessage } = JSON.parse(payload) as { errorType?: string; errorMessage?: string };
  return `${errorType}: ${errorMessage}`.replace(/\s+/g, ' ').slice(0, 300);
}

const isSame = (left: FunctionDefinition, right: FunctionDefinition) =>
  JSON.stringify({ ...left, lastModified: '' }) === JSON.stringify({ ...right, lastModified: '' });

const throttled = () =>
  new ServiceError('TooManyRequestsException', 'Rate Exceeded.', {
    status: 429,
    details: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
  });

const foreignRuntime = ({ name, runtime }: FunctionDefinition) =>
  new ServiceError(
    'InvalidRuntimeException',
    `${name}: the runtime ${runtime} does not run offline; Node.js ones do.`,
    {
      status: 502,
    },
  );
