import { beforeEach, describe, expect, it } from 'vitest';
import { resolverRequest } from './resolvers.ts';
import { updateItem } from './update-expression.ts';

let table: Map<string, Record<string, unknown>>;
beforeEach(() => {
  table = new Map();
});

const at = (second: number) => new Date(Date.parse('2026-11-21T08:00:00.000Z') + second * 1000).toISOString();

/** A write of a worker in some second, as the resolver has it; those that were silent for a minute count as lost. */
function save(claimant: string, second: number, fields: Readonly<Record<string, unknown>>): boolean {
  const input = {
    ...{ runId: 'r1', key: 'work', attempt: 1, status: 'RUNNING', startedAt: at(0), claimant },
    ...{ takesOverBefore: at(second - 60), hasClaimed: false, ...fields },
  };
  return updateItem(table, resolverRequest('saveRunStep', { since: 1, input }));
}
const claim = (claimant: string, second: number, hasClaimed = false) =>
  save(claimant, second, { claimedBy: claimant, heartbeatAt: at(second), hasClaimed });
const handOver = (claimant: string, second: number) =>
  save(claimant, second, { claimedBy: '', heartbeatAt: null, hasClaimed: true, usd: 5 });

describe('claims of one attempt', () => {
  it('are refused while another worker is at it, and taken over when that one is lost', () => {
    expect([claim('a', 0), claim('b', 59), claim('b', 61)]).toEqual([true, false, true]);
  });

  it('are free to anybody who comes after it was handed over', () => {
    expect([claim('a', 0), handOver('a', 5), claim('b', 6)]).toEqual([true, true, true]);
  });

  it('are not taken back from nobody: another worker was at it meanwhile', () => {
    expect([claim('a', 0), claim('b', 61), handOver('b', 65)]).toEqual([true, true, true]);
    expect(claim('a', 66, true)).toBe(false);
    expect(save('a', 66, { status: 'SUCCEEDED', claimedBy: '', hasClaimed: true, usd: 1 })).toBe(false);
    expect(table.get('r1#work')).toMatchObject({ status: 'RUNNING', usd: 5 });
  });

  it('bring back no record that went with its project', () => {
    expect(claim('a', 0)).toBe(true);
    table.clear();
    expect([claim('a', 20, true), save('a', 21, { status: 'SUCCEEDED', claimedBy: '', hasClaimed: true })]).toEqual([
      false,
      false,
    ]);
    expect(table.size).toBe(0);
  });

  it('are renewed by their own worker, however late, and handed over twice where the answer was lost', () => {
    expect([claim('a', 0), claim('a', 90, true), handOver('a', 91), handOver('a', 92)]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });
});
