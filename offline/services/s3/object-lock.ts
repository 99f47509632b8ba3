import type { Bucket } from './bucket.ts';
import { invalidArgument, invalidRequest } from './errors.ts';
import type { Extras } from './objects.ts';

const DAY = 86_400_000;

export const missingLock = () => invalidRequest('Bucket is missing Object Lock Configuration');

/** @throws S3Error InvalidArgument */
export function retentionOf(mode: string | undefined, until: string | undefined, now: number): Extras['retention'] {
  if (mode === undefined && until === undefined) return undefined;
  if (mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') throw invalidArgument('Unknown wormMode directive.');
  const time = Date.parse(until ?? '');
  if (Number.isNaN(time)) throw invalidArgument('The retain until date must be provided in ISO 8601 format');
  if (time <= now) throw invalidArgument('The retain until date must be in the future!');
  return { mode, until: time };
}

/** Retention and legal hold of a new object: as its headers say, else as the bucket does by default. @throws S3Error */
export function lockOf(
  headers: Readonly<Record<string, string>>,
  { settings: { objectLock } }: Bucket,
  now: number,
): Pick<Extras, 'retention' | 'legalHold'> {
  const [mode, until, hold] = ['mode', 'retain-until-date', 'legal-hold'].map(
    (name) => headers[`x-amz-object-lock-${name}`],
  );
  if ((mode ?? until ?? hold) !== undefined && !objectLock) throw missingLock();
  if ((mode === undefined) !== (until === undefined)) {
    throw invalidArgument('x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied');
  }
  if (hold !== undefined && hold !== 'ON' && hold !== 'OFF')
    throw invalidArgument("Legal Hold must be either of 'ON' or 'OFF'");
  const rule = objectLock?.rule;
  const byDefault = rule && { mode: rule.mode, until: now + ((rule.days ?? 0) + (rule.years ?? 0) * 365) * DAY };
  const retention = retentionOf(mode, until, now) ?? byDefault;
  return { ...(retention && { retention }), ...(hold === 'ON' && { legalHold: true }) };
}

export const lockHeaders = ({ retention, legalHold }: Extras): Record<string, string> => ({
  ...(retention && {
    'x-amz-object-lock-mode': retention.mode,
    'x-amz-object-lock-retain-until-date': new Date(retention.until).toISOString(),
  }),
  ...(legalHold !== undefined && { 'x-amz-object-lock-legal-hold': legalHold ? 'ON' : 'OFF' }),
});
