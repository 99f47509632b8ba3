import { z } from 'zod';
import type { ServiceContext } from '../../../kernel/service.ts';
import type { Api } from '../api.ts';
import type { Caller } from '../authorization/caller.ts';
import { executeFields } from '../graphql/execute.ts';
import { type DoneField, startRun } from '../graphql/execute-operation.ts';
import { FAILED, type FieldPlan, isObject } from '../graphql/run.ts';
import type { Filter } from './filter.ts';
import { byFieldName } from './payload.ts';

/** AppSync delivers no message that is larger. */
export const LARGEST_MESSAGE = 240 * 1024;

/** A started subscription. */
export type Subscription = {
  readonly id: string;
  readonly apiId: string;
  readonly field: string;
  readonly plan: readonly FieldPlan[];
  readonly caller: Caller;
  readonly accepts: Filter;
  /** Whether an invalidation's payload ends it. */
  readonly isInvalidatedBy: Filter;
  /** Hands the text of a message's payload to the client. */
  deliver(payload: string): void;
  /** Ends it from this side. */
  end(): void;
};

const invalidationSchema = z.looseObject({
  subscriptionField: z.string(),
  payload: z.record(z.string(), z.unknown()).nullish(),
});

/** Knows who listens to what, and tells them in the order in which mutations were done. */
export class Publisher {
  readonly #context: ServiceContext;
  readonly #byField = new Map<string, Set<Subscription>>();

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  add(subscription: Subscription): void {
    const key = `${subscription.apiId}/${subscription.field}`;
    const listeners = this.#byField.get(key) ?? new Set();
    listeners.add(subscription);
    this.#byField.set(key, listeners);
  }

  remove(subscription: Subscription): void {
    const key = `${subscription.apiId}/${subscription.field}`;
    const listeners = this.#byField.get(key);
    listeners?.delete(subscription);
    if (listeners?.size === 0) this.#byField.delete(key);
  }

  /** Tells the subscribers of a mutation what it gave, once its caller is being answered. */
  publish(api: Api, { field, value }: DoneField): void {
    const fields = (api.schema.subscribers.get(field.name) ?? []).filter((name) =>
      this.#byField.has(`${api.id}/${name}`),
    );
    if (fields.length === 0) return;
    const payload = byFieldName(field, value);
    setImmediate(() => {
      for (const name of fields) this.#fanOut(api, name, payload);
    });
  }

  /** Ends the subscriptions that `extensions.invalidateSubscriptions` speaks of. */
  invalidate(api: Api, invalidations: readonly unknown[]): void {
    for (const given of invalidations) {
      const parsed = invalidationSchema.safeParse(given);
      if (!parsed.success) continue;
      const { subscriptionField, payload } = parsed.data;
      for (const subscription of [...(this.#byField.get(`${api.id}/${subscriptionField}`) ?? [])]) {
        if (subscription.isInvalidatedBy(payload ?? {})) subscription.end();
      }
    }
  }

  #fanOut(api: Api, name: string, payload: unknown): void {
    const written = new Map<readonly FieldPlan[], Map<string, string>>();
    for (const subscription of this.#byField.get(`${api.id}/${name}`) ?? []) {
      if (isObject(payload) && !subscription.accepts(payload)) continue;
      const message = this.#write(api, subscription, name, payload, written);
      if (message.length <= LARGEST_MESSAGE) subscription.deliver(message);
      else this.#context.log.warn('a subscriber was not told: the message is larger than 240 KB', { field: name });
    }
  }

  /** The message for one subscriber; subscribers with the same selection and the same rights share it. */
  #write(
    api: Api,
    { plan, caller }: Subscription,
    name: string,
    payload: unknown,
    written: Map<readonly FieldPlan[], Map<string, string>>,
  ): string {
    const rights = `${caller.mode} ${caller.groups.join(' ')} ${caller.deniedFields?.join(' ') ?? ''}`;
    const known = written.get(plan) ?? new Map<string, string>();
    written.set(plan, known);
    let message = known.get(rights);
    if (message === undefined) {
      const context = this.#context;
      const run = startRun({ api, context, caller, headers: {}, given: {}, variables: {}, isProjection: true });
      const data = executeFields(run, plan, { [name]: payload }, undefined);
      message = JSON.stringify({
        data: data === FAILED ? null : data,
        ...(run.errors.length > 0 && { errors: run.errors }),
      });
      known.set(rights, message);
    }
    return message;
  }
}
