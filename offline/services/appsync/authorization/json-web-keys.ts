import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';

/** Keys of an issuer are asked for again after this time. */
const KEPT_MS = 15 * 60 * 1000;
/** An unknown key id makes us ask again, but no more often than this. */
const SOONEST_MS = 30 * 1000;
const TIMEOUT_MS = 10_000;
const LARGEST_BYTES = 1024 * 1024;

const discoverySchema = z.looseObject({ issuer: z.string(), jwks_uri: z.url() });
const keysSchema = z.looseObject({
  keys: z.array(z.looseObject({ kid: z.string().optional(), kty: z.string(), alg: z.string().optional() })),
});

type Known = { keys: ReadonlyMap<string, KeyObject>; readAt: number };

/** The public keys of OpenID Connect issuers, found by their discovery documents. */
export class JsonWebKeys {
  readonly #clock: Clock;
  readonly #known = new Map<string, Promise<Known>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The issuer's key of that id, or undefined. @throws Error when the issuer does not answer as one. */
  async find(issuer: string, id: string): Promise<KeyObject | undefined> {
    let known = await this.#read(issuer, KEPT_MS);
    if (!known.keys.has(id)) known = await this.#read(issuer, SOONEST_MS);
    return known.keys.get(id);
  }

  async #read(issuer: string, longest: number): Promise<Known> {
    const before = await this.#known.get(issuer)?.catch(() => undefined);
    if (before && this.#clock.steady() - before.readAt < longest) return before;
    const reading = this.#fetch(issuer);
    this.#known.set(issuer, reading);
    return reading;
  }

  async #fetch(issuer: string): Promise<Known> {
    const discovery = discoverySchema.parse(
      await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`),
    );
    const { keys } = keysSchema.parse(await fetchJson(discovery.jwks_uri));
    const byId = new Map<string, KeyObject>();
    for (const key of keys) {
      if (key.kty !== 'oct') byId.set(key.kid ?? '', createPublicKey({ key, format: 'jwk' }));
    }
    return { keys: byId, readAt: this.#clock.steady() };
  }
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
  const text = await response.text();
  if (!response.ok || text.length > LARGEST_BYTES) throw new Error(`${url} answered ${response.status}`);
  return JSON.parse(text) as unknown;
}
