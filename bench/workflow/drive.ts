import { gapsOf, type StepTime } from './steps.ts';

/** So many workflows at once, for so long. */
export type Load = { readonly width: number; readonly seconds: number };

export type Driven = {
  readonly completed: number;
  readonly elapsedMs: number;
  /** Of each workflow, from the request to its end as the requester hears it, in milliseconds. */
  readonly durations: readonly number[];
  /** Between steps, in milliseconds. */
  readonly gaps: readonly number[];
};

/** Runs one workflow to its end; answers when its steps ran, or how to ask for it later. */
export type RunWorkflow = () => Promise<ReadonlyMap<string, StepTime> | undefined>;

/** Keeps `width` workflows going until the time is over; what is under way then is finished and counted. */
export async function drive({ width, seconds }: Load, runWorkflow: RunWorkflow): Promise<Driven> {
  const durations: number[] = [];
  const gaps: number[] = [];
  const began = performance.now();
  const lane = async () => {
    while (performance.now() - began < seconds * 1000) {
      const start = performance.now();
      const times = await runWorkflow();
      durations.push(performance.now() - start);
      if (times) gaps.push(...gapsOf(times));
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return { completed: durations.length, elapsedMs: performance.now() - began, durations, gaps };
}
