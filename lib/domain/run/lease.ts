/** Steps and branches that are at work at once. Who is above has to wait; nobody else waits for it. */
export interface LeaseLimits {
  readonly organization: number;
  /** Of one agent, for one organization. */
  readonly agent: number;
}

export const leaseLimits: LeaseLimits = { organization: 20, agent: 10 };

/** Who finds no place asks again after about so long, in milliseconds: most work is short. */
export const leaseRetriesMs = [150, 450] as const;

/** How long work is put off that finds no place, in whole seconds: drawn between these, so that it does not come back all at once. */
export const leaseWaitSeconds = { least: 1, most: 5 } as const;

/** A place at work as its record names it: who holds it, and from when (in milliseconds) it counts no more. */
export interface Lease {
  readonly holder: string;
  readonly expiresAt: number;
}

export function formatLease({ holder, expiresAt }: Lease): string {
  return `${expiresAt} ${holder}`;
}

/** Of what `formatLease` wrote. */
export function parseLease(text: string): Lease {
  const end = text.indexOf(' ');
  return { expiresAt: Number(text.slice(0, end)), holder: text.slice(end + 1) };
}

/** Those whose holders never gave them back: their workers are gone. */
export function lapsedLeases(leases: readonly string[], now: number): string[] {
  return leases.filter((lease) => !(Number(lease.slice(0, lease.indexOf(' '))) > now));
}
