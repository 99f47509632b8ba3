import { drive, type Load, type RunWorkflow } from './drive.ts';
import { type StepTime, stepClock } from './steps.ts';

/** Within a peer's process: drives what it is asked for, and says when it is ready to be asked. */
export function serve(runWorkflow: RunWorkflow): void {
  process.on('message', (load: Load) => {
    drive(load, runWorkflow).then(
      (driven) => process.send?.(driven),
      (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.('ready');
}

/** Runs steps and notes when each began and ended. */
export function timer(times: Map<string, StepTime>): <Result>(key: string, run: () => Result) => Result {
  return (key, run) => {
    const start = stepClock();
    const result = run();
    times.set(key, { start, end: stepClock() });
    return result;
  };
}
