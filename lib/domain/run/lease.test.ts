import { describe, expect, it } from 'vitest';
import { formatLease, lapsedLeases } from './lease.ts';

describe('leases', () => {
  it('lapse at their time, whoever holds them', () => {
    const leases = [
      formatLease({ holder: 'r1#content[3]#1', expiresAt: 1000 }),
      formatLease({ holder: 'r2#a b#1', expiresAt: 1001 }),
    ];
    expect(lapsedLeases(leases, 999)).toEqual([]);
    expect(lapsedLeases(leases, 1000)).toEqual(leases.slice(0, 1));
    expect(lapsedLeases(leases, 2000)).toEqual(leases);
  });

  it('that cannot be read do not take a place for ever', () => {
    expect(lapsedLeases(['nonsense', ''], 0)).toEqual(['nonsense', '']);
  });
});
