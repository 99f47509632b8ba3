import type * as z from 'zod';
import type { AgentProvider, AgentUsage } from '#lib/agents/agent';
import type { BreakerState } from '#lib/domain/breaker/breaker';

/** A piece of work put to whoever thinks, in words and as data. */
export interface Prompt {
  /** Of `TaskRequest`. */
  readonly workId: string;
  readonly agentId: string;
  readonly taskTitle: string;
  /** Who it is and what it must not do. */
  readonly instructions: string;
  /** Facts and request; then, by turns, an answer and what was wrong with it. */
  readonly turns: readonly Turn[];
  /** The same as data, for those who are programs. */
  readonly input: unknown;
  readonly facts: unknown;
  /** JSON Schema of the answer, of which parts may be left out. */
  readonly answerSchema: Readonly<Record<string, unknown>>;
}

export interface Turn {
  readonly by: 'asker' | 'answerer';
  readonly text: string;
}

/** Consumption of calls; `isEstimated` where the other side did not say. */
export type CallUsage = Omit<AgentUsage, 'provider'> & { readonly isEstimated?: boolean };

export interface Reply {
  readonly text: string;
  readonly usage: CallUsage;
}

/** The way to whoever thinks. */
export interface Transport {
  /** What stands in the log, such as the model's id. */
  readonly name: string;
  /** @throws ProviderFailure when there is no answer. */
  ask(prompt: Prompt, signal: AbortSignal): Promise<Reply>;
}

/** What providers work with. */
export interface ProviderServices {
  readonly breakers: BreakerStore;
  /** Tells the operator of what does not stop the work. */
  readonly warn: (message: string, error: unknown) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** The value of a key that the operator set for providers; undefined where there is none of that name. */
  readonly secret: (name: string) => string | undefined;
  /** Hosts and networks (CIDR) that are not public and may be asked all the same. */
  readonly privateHosts: readonly string[];
}

/** Breakers are shared by all workers: a write counts only where nobody else wrote since it was read. */
export interface BreakerStore {
  load(key: string): Promise<{ readonly state: BreakerState; readonly version: number }>;
  /** False where another write was first. */
  save(key: string, state: BreakerState, version: number): Promise<boolean>;
}

export const noConsumption: CallUsage = { inputTokens: 0, outputTokens: 0, calls: 0, usd: 0 };

interface FailureOptions {
  readonly isRetryable: boolean;
  readonly usage?: CallUsage;
  readonly retryAt?: number | undefined;
  readonly cause?: unknown;
}

/** The provider could not answer: `isRetryable` where another attempt might bring one. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure';
  readonly isRetryable: boolean;
  /** What was consumed all the same. */
  readonly usage: CallUsage;
  /** Nobody was asked, and nobody is before this, in milliseconds since 1970. */
  readonly retryAt: number | undefined;

  constructor(message: string, options: FailureOptions) {
    super(message, { cause: options.cause });
    this.isRetryable = options.isRetryable;
    this.usage = options.usage ?? noConsumption;
    this.retryAt = options.retryAt;
  }
}

/** A provider out of this process, as the registry holds it. */
export interface RemoteProvider {
  readonly id: AgentProvider;
  /** @throws ProviderFailure, for good, where the configuration is not what the provider needs. */
  connect(config: unknown, services: ProviderServices): Promise<Transport>;
}

/** Binds a provider to the schema of the configuration that an agent's record holds for it. */
export function defineProvider<Config>(provider: {
  id: AgentProvider;
  config: z.ZodType<Config>;
  connect(config: Config, services: ProviderServices): Promise<Transport> | Transport;
}): RemoteProvider {
  return {
    id: provider.id,
    async connect(config, services) {
      const parsed = provider.config.safeParse(config);
      if (parsed.success) return provider.connect(parsed.data, services);
      const issue = parsed.error.issues[0];
      const place = issue?.path.map(String).join('.') || 'its top level';
      const reason = `The agent's configuration for provider "${provider.id}" is not valid at ${place}`;
      throw new ProviderFailure(`${reason}: ${issue?.message ?? 'unknown reason'}.`, { isRetryable: false });
    },
  };
}
