import { z } from 'zod';
import { DefinitionError, ServiceError } from '../../kernel/errors.ts';
import type { Resource } from '../../kernel/resource.ts';
import { Destinations, parse } from './definitions.ts';
import { INVOKE_DESTINATIONS, isKnownDestination } from './destinations.ts';
import { bareName, parseName } from './names.ts';
import type { LambdaState } from './state.ts';

const MAXIMUM_AGE_SECONDS = 21_600;
const RETRIES = 2;

/** As the API takes and shows it. */
export const InvokeConfig = z.object({
  MaximumRetryAttempts: z.coerce.number().int().min(0).max(2).optional(),
  MaximumEventAgeInSeconds: z.coerce.number().int().min(60).max(MAXIMUM_AGE_SECONDS).optional(),
  DestinationConfig: Destinations.optional(),
});
export type InvokeConfig = z.infer<typeof InvokeConfig>;

const ConfigResource = InvokeConfig.extend({ FunctionName: z.string(), Qualifier: z.string().default('$LATEST') });

/** How asynchronous events of functions are tried again, and where they end: by definition, or by the API since. */
export class InvokeConfigs {
  readonly #state: LambdaState;
  readonly #now: () => number;
  readonly #defined = new Map<string, InvokeConfig>();
  readonly #deadLetters = new Map<string, string>();
  #startedAt = 0;

  constructor(state: LambdaState, now: () => number) {
    this.#state = state;
    this.#now = now;
  }

  apply(resources: readonly Resource[], deadLetters: ReadonlyMap<string, string>): void {
    this.#startedAt = this.#now();
    this.#defined.clear();
    for (const resource of resources) {
      const { FunctionName, Qualifier, ...config } = parse(ConfigResource, resource);
      for (const arn of destinationsOf(config)) {
        if (isKnownDestination(arn, INVOKE_DESTINATIONS)) continue;
        throw new DefinitionError({
          logicalId: resource.logicalId,
          property: 'DestinationConfig',
          reason: `${arn.split(':')[2] ?? arn} is no destination that works offline`,
          remedy: 'Use a queue, a function or an event bus, or test it in a cloud sandbox.',
        });
      }
      this.#defined.set(`${bareName(FunctionName)}:${Qualifier}`, config);
    }
    this.#deadLetters.clear();
    for (const [name, arn] of deadLetters) this.#deadLetters.set(name, arn);
  }

  deadLetters(functionName: string): string | undefined {
    return this.#deadLetters.get(functionName);
  }

  /** What counts for events of a function, by its name with or without a qualifier. */
  of(functionName: string) {
    const config = this.find(functionName)?.config;
    return {
      retries: config?.MaximumRetryAttempts ?? RETRIES,
      maximumAgeMs: (config?.MaximumEventAgeInSeconds ?? MAXIMUM_AGE_SECONDS) * 1000,
      onFailure: config?.DestinationConfig?.OnFailure?.Destination,
      onSuccess: config?.DestinationConfig?.OnSuccess?.Destination,
    };
  }

  find(functionName: string): { config: InvokeConfig; modifiedAt: number } | undefined {
    const key = keyOf(functionName);
    const base = JSON.stringify(this.#defined.get(key) ?? null);
    const changed = this.#state.setting('invoke-config', key, base);
    if (changed?.deleted) return undefined;
    if (changed) return { config: InvokeConfig.parse(changed.config), modifiedAt: Number(changed.modifiedAt) };
    const defined = this.#defined.get(key);
    return defined && { config: defined, modifiedAt: this.#startedAt };
  }

  /** All of a function, by qualifier. */
  list(name: string): { qualifier: string; config: InvokeConfig; modifiedAt: number }[] {
    const keys = new Set([...this.#defined.keys(), ...this.#state.settings('invoke-config').map(({ key }) => key)]);
    return [...keys]
      .filter((key) => bareName(key) === name)
      .sort()
      .flatMap((key) => {
        const found = this.find(key);
        return found ? [{ qualifier: parseName(key).qualifier ?? '$LATEST', ...found }] : [];
      });
  }

  /** @throws ServiceError InvalidParameterValueException for a destination that does not work here. */
  put(functionName: string, config: InvokeConfig): void {
    for (const arn of destinationsOf(config)) {
      if (isKnownDestination(arn, INVOKE_DESTINATIONS)) continue;
      throw new ServiceError(
        'InvalidParameterValueException',
        `The destination ARN ${arn} is invalid: offline, destinations are queues, functions and event buses.`,
      );
    }
    this.#write(functionName, { config, modifiedAt: this.#now() });
  }

  /** Whether there was one. */
  delete(functionName: string): boolean {
    if (!this.find(functionName)) return false;
    this.#write(functionName, { deleted: true });
    return true;
  }

  #write(functionName: string, body: object): void {
    const key = keyOf(functionName);
    this.#state.set('invoke-config', key, body, JSON.stringify(this.#defined.get(key) ?? null));
  }
}

const keyOf = (functionName: string) => {
  const { name, qualifier } = parseName(functionName);
  return `${name}:${qualifier ?? '$LATEST'}`;
};

const destinationsOf = ({ DestinationConfig }: InvokeConfig): string[] =>
  [DestinationConfig?.OnFailure?.Destination, DestinationConfig?.OnSuccess?.Destination].flatMap((arn) => arn || []);
