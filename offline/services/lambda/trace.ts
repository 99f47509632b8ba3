import { randomBytes } from 'node:crypto';

/** A trace header for a function: the caller's root goes on, with its sampling; else a new, unsampled one begins. */
export function traceOf(header: string | undefined, now: number): string {
  const field = (name: string) => new RegExp(`(?:^|;)\\s*${name}=([^;]+)`).exec(header ?? '')?.[1];
  const root = field('Root') ?? `1-${Math.floor(now / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
  return `Root=${root};Parent=${randomBytes(8).toString('hex')};Sampled=${field('Sampled') ?? '0'}`;
}
