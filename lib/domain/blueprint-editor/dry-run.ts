import { evaluate, factsOf } from '../blueprint/facts.ts';
import { decidingPaths, dependenciesOf } from '../blueprint/graph.ts';
import { resolvePath } from '../blueprint/path.ts';
import type { Blueprint, Step, Wire } from '../blueprint/schema.ts';
import { worstDuration } from './worst-duration.ts';

/** What a step would do, as far as that is known before anything runs. */
export interface DryStep {
  readonly step: Step;
  /** Whether its condition holds; unknown where it goes by what steps give. */
  readonly runs: 'yes' | 'no' | 'unknown';
  /** Of a fan-out: so many, or at most so many where the list comes from a step. */
  readonly branches: { readonly count: number; readonly isKnown: boolean } | undefined;
  readonly inputs: readonly DryInput[];
}

export interface DryInput {
  readonly name: string;
  readonly wire: Wire;
  /** Undefined where it shows when the run is there, and where nothing was given. */
  readonly value: unknown;
  readonly isKnown: boolean;
}

interface DryRun {
  /** Steps that can begin together, one after the other. Steps of a cycle are in none. */
  readonly waves: readonly (readonly DryStep[])[];
  readonly steps: number;
  readonly branches: number;
  readonly areBranchesKnown: boolean;
  readonly gates: readonly Step[];
  /** If every attempt fails at its timeout until the last. */
  readonly worstMs: number;
  /** Gates that wait until somebody decides: no duration bounds them. */
  readonly openGates: number;
}

/** What a run with this input would do, without starting anything. */
export function dryRun(blueprint: Blueprint, input: Readonly<Record<string, unknown>>): DryRun {
  const known = new Map<string, DryStep>();
  for (const step of blueprint.steps) known.set(step.id, dryStep(step, input));
  const waves = wavesOf(blueprint).map((ids) => ids.flatMap((id) => known.get(id) ?? []));
  const planned = waves.flat().filter(({ runs }) => runs !== 'no');
  const fanOuts = planned.flatMap(({ branches }) => branches ?? []);
  const gates = planned.flatMap(({ step }) => (step.gate ? [step] : []));
  return {
    waves,
    steps: planned.length,
    branches: fanOuts.reduce((sum, { count }) => sum + count, 0),
    areBranchesKnown: fanOuts.every(({ isKnown }) => isKnown),
    gates,
    worstMs: worstDuration(blueprint, planned),
    openGates: gates.filter(({ gate }) => gate?.deadlineSeconds === undefined || gate.onLapse === 'remind').length,
  };
}

function dryStep(step: Step, input: Readonly<Record<string, unknown>>): DryStep {
  const source = { run: { input } };
  const isGiven = (path: string) => path === 'run.input' || path.startsWith('run.input.');
  const { forEach, when } = step;
  const deciding = decidingPaths({ ...step, forEach: undefined });
  const runs = !when
    ? 'yes'
    : deciding.every(isGiven)
      ? evaluate(when, factsOf(deciding, source))
        ? 'yes'
        : 'no'
      : 'unknown';
  const list = forEach && isGiven(forEach.from) ? resolvePath(forEach.from, source) : undefined;
  const branches = forEach && {
    isKnown: isGiven(forEach.from),
    count: isGiven(forEach.from) ? (Array.isArray(list) ? list.length : 0) : forEach.limit,
  };
  const inputs = Object.entries(step.inputs).map(([name, wire]): DryInput => {
    if (!('from' in wire)) return { name, wire, value: wire.value, isKnown: true };
    const isKnown = isGiven(wire.from);
    return { name, wire, value: isKnown ? resolvePath(wire.from, source) : undefined, isKnown };
  });
  return { step, runs, branches, inputs };
}

function wavesOf(blueprint: Blueprint): string[][] {
  const dependencies = dependenciesOf(blueprint);
  const done = new Set<string>();
  const waves: string[][] = [];
  for (;;) {
    const wave = blueprint.steps
      .map(({ id }) => id)
      .filter((id) => !done.has(id) && (dependencies.get(id) ?? []).every((before) => done.has(before)));
    if (wave.length === 0) return waves;
    for (const id of wave) done.add(id);
    waves.push(wave);
  }
}
