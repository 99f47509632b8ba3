/** What every engine runs: parse → analysis → 3 × content in parallel → compliance → qa → submission. */
export const BRANCHES = ['content[0]', 'content[1]', 'content[2]'] as const;

/** Which executions wait for which. */
const DEPENDENCIES: Readonly<Record<string, readonly string[]>> = {
  analysis: ['parse'],
  ...Object.fromEntries(BRANCHES.map((branch) => [branch, ['analysis']])),
  compliance: BRANCHES,
  qa: ['compliance'],
  submission: ['qa'],
};

/** Executions of steps in one workflow. */
export const EXECUTIONS = 8;

/** A step's result: with its quotation marks 500 bytes of JSON. */
export const RESULT = 'r'.repeat(498);

/** When an execution began and ended, in milliseconds of one clock. */
export type StepTime = { readonly start: number; readonly end: number };

/**
 * Milliseconds from the end of the last step that an execution waited for to its start, of each but the first.
 * @throws Error when a step has not run
 */
export function gapsOf(times: ReadonlyMap<string, StepTime>): number[] {
  const timeOf = (key: string) => {
    const time = times.get(key);
    if (!time) throw new Error(`The step ${key} has not run.`);
    return time;
  };
  return Object.entries(DEPENDENCIES).map(
    ([key, before]) => timeOf(key).start - Math.max(...before.map((earlier) => timeOf(earlier).end)),
  );
}

/** The clock of steps: precise, and the same in every process of the machine. */
export const stepClock = (): number => performance.timeOrigin + performance.now();
