import type { CodeUse } from '../dialect.ts';
import type { Component, Source } from '../schema.ts';
import { options, textOf, type Value } from './value.ts';

/** The host of an address, where it is stated; this machine's own are nobody outside. */
export function hostOf(value: Value): string | undefined {
  const text = textOf(options(value).find(({ kind }) => kind === 'text'));
  const [, host] = /^(?:https?|wss?):\/\/(?:[^/@\s]*@)?([^/:?#\s]+)/.exec(text ?? '') ?? [];
  if (host === undefined || host.length > 253 || !/^[\w.{}-]*\.[a-z{}]{2,}$/i.test(host)) return undefined;
  return /^\{|localhost|^127\.|^0\.0/.test(host) ? undefined : host;
}

export const externalComponent = (host: string, source: Source): Component => ({
  id: host,
  kind: 'external',
  type: 'http',
  name: host,
  properties: [],
  source,
  confidence: 0.9,
});

/** A call out of AWS, where its host is stated or stands in an environment variable. */
export function httpUse(call: {
  readonly host: string | undefined;
  readonly value: Value;
  readonly method: string;
  readonly file: string;
  readonly source: Source;
}): CodeUse | undefined {
  const { host, value, method, file, source } = call;
  const rest = {
    file,
    service: 'other',
    operation: `http:${method}`,
    index: null,
    keyCondition: null,
    eventName: null,
    source,
  } as const;
  if (host !== undefined) return { ...rest, resource: { kind: 'id', id: host }, confidence: 0.9 };
  const [reference] = options(value);
  if (reference?.kind !== 'environment') return undefined;
  return { ...rest, resource: { kind: 'environment', variable: reference.variable }, confidence: 0.6 };
}
