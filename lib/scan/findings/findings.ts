import type { Finding, SystemModel } from '../schema.ts';

/** What named rules find in a system. */
export function findingsOf(_model: Omit<SystemModel, 'files'>): Finding[] {
  return [];
}
