import type { FunctionDefinition, Outcome } from './definition.ts';

export type Failure = { errorType: string; errorMessage: string; trace?: string[] };

type Ended = Pick<Outcome, 'duration' | 'initDuration' | 'usedMb'> & {
  requestId: string;
  /** Only of what the platform itself ended: a timeout, a crash. */
  status: 'success' | 'error' | 'timeout';
  errorType?: string;
};

const milliseconds = (value: number) => Number(value.toFixed(3));

/** What the platform writes before an event. */
export function startLine({ logFormat }: FunctionDefinition, requestId: string): string {
  if (logFormat === 'Text') return `START RequestId: ${requestId} Version: $LATEST`;
  return JSON.stringify({
    time: new Date().toISOString(),
    type: 'platform.start',
    record: { requestId, version: '$LATEST' },
  });
}

/** What the platform writes after an event. */
export function endLines({ logFormat, memoryMb }: FunctionDefinition, ended: Ended): string[] {
  const { requestId, duration, initDuration, usedMb, status, errorType } = ended;
  const billed = Math.ceil(duration + (initDuration ?? 0));
  if (logFormat === 'Text') {
    const report = [
      `REPORT RequestId: ${requestId}`,
      `Duration: ${duration.toFixed(2)} ms`,
      `Billed Duration: ${billed} ms`,
      `Memory Size: ${memoryMb} MB`,
      `Max Memory Used: ${usedMb} MB`,
      ...(initDuration === undefined ? [] : [`Init Duration: ${initDuration.toFixed(2)} ms`]),
      ...(status === 'success' ? [] : [`Status: ${status}`]),
      ...(status === 'error' && errorType ? [`Error Type: ${errorType}`] : []),
    ].join('\t');
    return [`END RequestId: ${requestId}`, report];
  }
  const metrics = {
    durationMs: milliseconds(duration),
    billedDurationMs: billed,
    memorySizeMB: memoryMb,
    maxMemoryUsedMB: usedMb,
    ...(initDuration === undefined ? {} : { initDurationMs: milliseconds(initDuration) }),
  };
  const record = { requestId, metrics, status, ...(errorType ? { errorType } : {}) };
  return [JSON.stringify({ time: new Date().toISOString(), type: 'platform.report', record })];
}
