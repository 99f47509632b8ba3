import path from 'node:path';
import { ServiceError } from '../../kernel/errors.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import { compareText } from '../../kernel/text-order.ts';
import type { FunctionDefinition, Outcome } from '../../lambda/definition.ts';
import { Environment } from '../../lambda/environment.ts';
import { Budget, Pool } from '../../lambda/pool.ts';
import { timestamp } from './definitions.ts';
import { environmentOf, type FunctionEnvironment, logStreamName, secretsOf } from './function-environment.ts';
import { parseName } from './names.ts';
import { RecentInvocations } from './recent.ts';
import type { LambdaState } from './state.ts';
import { traceOf } from './trace.ts';

const MOST_ENVIRONMENTS = 32;

export type RunInput = {
  /** Name or ARN, qualified or not. */
  functionName: string;
  payload: string;
  requestId: string;
  /** What called, for those who look on. */
  trigger: string;
  clientContext?: string;
  /** The caller's `X-Amzn-Trace-Id`. */
  traceId?: string;
  onChunk?: (chunk: Uint8Array) => void;
};

/** What the API may change of a function; the app's next deployment of that function takes it back. */
export type ConfigurationChange = Partial<
  Pick<FunctionDefinition, 'description' | 'handler' | 'memoryMb' | 'roleArn' | 'timeoutMs' | 'variables'>
>;

/** The app's functions and their environments. */
export class Functions {
  readonly context: ServiceContext;
  readonly recent = new RecentInvocations();
  readonly #state: LambdaState;
  readonly #budget = new Budget(MOST_ENVIRONMENTS);
  readonly #defined = new Map<string, FunctionDefinition>();
  readonly #pools = new Map<string, Pool>();
  readonly #started = new WeakMap<Environment, FunctionEnvironment>();
  /** Versions and aliases by function, each with the version it stands for. */
  #qualifiers: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map();

  constructor(context: ServiceContext, state: LambdaState) {
    this.context = context;
    this.#state = state;
  }

  /** Takes the app's functions; environments of changed ones end after their event. */
  apply(
    definitions: readonly FunctionDefinition[],
    qualifiers: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(),
  ): void {
    this.#qualifiers = qualifiers;
    this.#defined.clear();
    for (const definition of definitions) this.#defined.set(definition.name, definition);
    for (const [name, pool] of this.#pools) {
      if (this.#defined.has(name)) continue;
      void pool.close(false);
      this.#pools.delete(name);
    }
    for (const { name } of definitions) this.#refresh(name);
  }

  /** Changes a function until the app defines it otherwise. */
  configure(name: string, change: ConfigurationChange): FunctionDefinition {
    const before = this.#state.setting('configuration', name, this.#base(name)) ?? {};
    const lastModified = timestamp(this.context.clock.now());
    this.#state.set('configuration', name, { ...before, ...change, lastModified }, this.#base(name));
    return this.#refresh(name);
  }

  /** Reserves concurrency; undefined takes the reservation away. */
  reserve(name: string, concurrency: number | undefined): FunctionDefinition {
    this.#state.set('concurrency', name, { reserved: concurrency ?? null }, this.#base(name));
    return this.#refresh(name);
  }

  list(): FunctionDefinition[] {
    return [...this.#pools.values()].map(({ definition }) => definition).sort((a, b) => compareText(a.name, b.name));
  }

  /** By name, ARN, partial ARN, qualified or not. @throws ServiceError ResourceNotFoundException */
  require(nameOrArn: string, qualifier?: string): FunctionDefinition {
    this.version(nameOrArn, qualifier);
    return this.#pool(nameOrArn).definition;
  }

  find(nameOrArn: string): FunctionDefinition | undefined {
    return this.#pools.get(parseName(nameOrArn).name)?.definition;
  }

  /** The version that a name with its qualifier stands for. @throws ServiceError ResourceNotFoundException */
  version(nameOrArn: string, qualifier?: string): string {
    const parsed = parseName(nameOrArn);
    const wanted = qualifier ?? parsed.qualifier ?? '$LATEST';
    if (wanted === '$LATEST') return wanted;
    const found = this.#qualifiers.get(parsed.name)?.get(wanted);
    if (found === undefined) throw this.#notFound(`${parsed.name}:${wanted}`);
    return found;
  }

  /** Versions and aliases of a function, each with the version it stands for. */
  qualifiers(name: string): ReadonlyMap<string, string> {
    return this.#qualifiers.get(name) ?? new Map();
  }

  /** Runs one event to its end. @throws ServiceError ResourceNotFoundException, TooManyRequestsException */
  async run(input: RunInput): Promise<Outcome> {
    const { functionName, payload, requestId, trigger, clientContext, onChunk } = input;
    const { qualifier } = parseName(functionName);
    this.version(functionName);
    const pool = this.#pool(functionName);
    const { definition } = pool;
    if (definition.reservedConcurrency !== undefined && pool.load >= definition.reservedConcurrency) throw throttled();
    if (!definition.runtime.startsWith('nodejs')) throw foreignRuntime(definition);
    const startedAt = this.context.clock.now();
    const traceId = traceOf(input.traceId, startedAt);
    const event = payload === '' ? '{}' : payload;
    const outcome = await pool.invoke({
      requestId,
      payload: event,
      ...{ traceId, isScheduled: trigger === 'scheduler' },
      ...(qualifier && qualifier !== '$LATEST' ? { invokedArn: `${definition.arn}:${qualifier}` } : {}),
      ...(clientContext === undefined ? {} : { clientContext }),
      ...(onChunk ? { onChunk } : {}),
    });
    this.recent.add({ definition, requestId, trigger, startedAt, traceId, payload: event, outcome });
    this.#log(definition, requestId, outcome);
    return outcome;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.close(true)));
  }

  /** What the app says of a function, without what changes by itself. */
  #base(name: string): string {
    return JSON.stringify({ ...this.#defined.get(name), lastModified: '', codeFolder: '', codeSha256: '' });
  }

  /** Gives a function its environments anew where what it is made of has changed. */
  #refresh(name: string): FunctionDefinition {
    const defined = this.#defined.get(name);
    if (!defined) throw this.#notFound(name);
    const base = this.#base(name);
    const reserved = this.#state.setting('concurrency', name, base)?.reserved;
    const definition: FunctionDefinition = {
      ...defined,
      ...this.#state.setting('configuration', name, base),
      ...(reserved === undefined ? {} : { reservedConcurrency: reserved === null ? undefined : Number(reserved) }),
    };
    const pool = this.#pools.get(name);
    if (pool && isSame(pool.definition, definition)) return pool.definition;
    void pool?.close(false);
    this.#pools.set(name, this.#createPool(definition));
    return definition;
  }

  #pool(nameOrArn: string): Pool {
    const { name } = parseName(nameOrArn);
    const pool = this.#pools.get(name);
    if (pool) return pool;
    throw this.#notFound(name);
  }

  #notFound(name: string): ServiceError {
    const { region, account } = this.context;
    return new ServiceError(
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

  #log({ name, logGroup }: FunctionDefinition, requestId: string, outcome: Outcome): void {
    if (outcome.failed) this.context.log.warn(`${name} failed`, { requestId, reason: reasonOf(outcome.payload) });
    const time = this.context.clock.now();
    const lines = outcome.log.map((text) => ({ time, text }));
    const stream = logStreamName(time);
    this.context.bus.find('logs')?.append({ group: logGroup, stream, lines });
  }
}

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
