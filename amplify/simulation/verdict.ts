import { isRunOver } from '#lib/domain/run/statuses';
import { parseKey } from '#lib/domain/run/step-key';
import { letterName } from '#lib/repositories/dead-letter';
import { organization, type Scenario } from './scenario.ts';
import { type EndedRun, poison, type Simulated } from './simulate.ts';

/** Everything that is wrong with how a schedule ended, beside the same scenario without faults. */
export function verdict(scenario: Scenario, clean: Simulated, faulty: Simulated): string[] {
  return [
    ...clean.checker.violations.map((what) => `without faults: ${what}`),
    ...faulty.checker.violations,
    ...(faulty.runs.length >= scenario.runs ? [] : ['a run was not started']),
    ...faulty.runs.flatMap((run, index) => [
      ...endOf(scenario, run, clean.runs[index]),
      ...recordsOf(run, faulty),
      ...newsOf(scenario, run, faulty),
    ]),
    ...filesOf(faulty),
    ...deadLettersOf(scenario, faulty),
  ];
}

function endOf(scenario: Scenario, run: EndedRun, clean: EndedRun | undefined): string[] {
  const { hopeless, cancelAfterMs } = scenario;
  if (!isRunOver(run.status)) return [`the run is ${run.status} and rests: ${JSON.stringify(run.steps)}`];
  if (cancelAfterMs !== undefined && run.status === 'CANCELLED') return [];
  if (clean?.status === 'FAILED') {
    const failed = Object.entries(run.steps).filter(([, status]) => status === 'FAILED');
    const isExpected = run.status === 'FAILED' && failed.some(([key]) => parseKey(key).stepId === hopeless);
    return isExpected ? [] : [`the hopeless step ${hopeless} should have failed: ${run.status}`];
  }
  if (cancelAfterMs !== undefined) return [];
  return [
    ...differences('status', run.steps, clean?.steps ?? {}),
    ...differences('output', run.outputs, clean?.outputs ?? {}),
    ...(run.status === clean?.status ? [] : [`the run is ${run.status}, not ${clean?.status}`]),
  ];
}

function differences(
  what: string,
  actual: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, unknown>>,
): string[] {
  const keys = [...new Set([...Object.keys(actual), ...Object.keys(expected)])];
  return keys.flatMap((key) => {
    const [one, other] = [JSON.stringify(actual[key]), JSON.stringify(expected[key])];
    return one === other ? [] : [`${what} of ${key} is ${one}, not ${other}`];
  });
}

/** Records, cost and gates fit the state. */
function recordsOf(run: EndedRun, { services, checker }: Simulated): string[] {
  const record = services.getRun(run.id);
  if (!record) return [];
  const records = new Map(services.listSteps(run.id).map((step) => [step.key, step]));
  const wrong: string[] = [];
  let least = 0;
  for (const [key, step] of Object.entries(record.state.steps)) {
    if (step.status !== 'SUCCEEDED' || step.branches !== undefined) continue;
    const kept = records.get(key);
    if (kept?.status !== 'SUCCEEDED' || kept.attempt < (step.since ?? 1))
      wrong.push(`${key} has no result that counts`);
    least += kept?.usd ?? 0;
  }
  const most = [...checker.spent].reduce((sum, [id, usd]) => (id.startsWith(`${run.id}#`) ? sum + usd : sum), 0);
  const { spentUsd } = record.state;
  if (spentUsd < least - 1e-6 || spentUsd > most + 1e-6) wrong.push(`${spentUsd} USD is not in ${least} to ${most}`);
  const approvals = [...services.approvals.values()].filter(({ runId }) => runId === run.id);
  const gates = approvals.map(({ stepId, round }) => `${stepId}/${round}`);
  if (new Set(gates).size < gates.length) wrong.push(`a gate was opened twice: ${gates.join(' ')}`);
  const open = approvals.filter(({ status }) => status === 'PENDING');
  if (open.length > 0) wrong.push(`gates are open: ${open.map(({ stepId }) => stepId).join(' ')}`);
  return wrong;
}

/** Whoever listens has heard of it. */
function newsOf({ blueprint }: Scenario, run: EndedRun, { checker, services }: Simulated): string[] {
  const heard = new Set<string>(
    checker.events.flatMap(({ name, detail }) =>
      'orchestrationId' in detail && detail.orchestrationId === run.id ? [name] : [],
    ),
  );
  const milestones = blueprint.steps.flatMap(({ id, milestone }) =>
    milestone && run.steps[id] === 'SUCCEEDED' ? [milestone] : [],
  );
  const state = services.getRun(run.id)?.state.steps ?? {};
  const hasBegun = Object.values(state).some(({ attempt }) => attempt > 0);
  const wanted = [...(hasBegun ? ['run.started'] : []), `run.${run.status.toLowerCase()}`, ...milestones];
  const failed = Object.entries(state).filter(([, step]) => step.status === 'FAILED' && step.failures);
  const due = failed.map(([key, { attempt }]) => letterName({ organization, runId: run.id, key, attempt })).sort();
  const letters = [...services.deadLetters.values()].filter((letter) => letter?.runId === run.id);
  const laid = letters.flatMap((letter) => (letter ? [letterName(letter)] : [])).sort();
  return [
    ...wanted.filter((name) => !heard.has(name)).map((name) => `nobody heard of ${name}`),
    ...(laid.join() === due.join() ? [] : [`the dead letters are ${laid.join(', ')}, and should be ${due.join(', ')}`]),
  ];
}

/** Files are those of the result that stands. */
function filesOf({ services }: Simulated): string[] {
  return [...services.artifacts.values()].flatMap(({ key, sha256 }) =>
    services.files.get(key)?.sha256 === sha256 ? [] : [`the file ${key} is not the one that is recorded`],
  );
}

/** Poison, and nothing else. */
function deadLettersOf(scenario: Scenario, { services }: Simulated): string[] {
  return (['supervisor', 'worker'] as const).flatMap((name) => {
    const expected = scenario.poison.filter((victim) => victim === name).map(() => poison[name]);
    const { deadLetters } = name === 'worker' ? services.workerQueue : services.supervisorQueue;
    return deadLetters.join() === expected.join()
      ? []
      : [`dead letters of the ${name}: ${deadLetters.join(', ') || 'none'}; expected ${expected.join(', ') || 'none'}`];
  });
}
