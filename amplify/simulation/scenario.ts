import type { Blueprint } from '#lib/domain/blueprint/schema';
import type { ApprovalDecision } from '#lib/domain/run/statuses';
import type { ProjectRecord } from '#lib/repositories/project';
import { drawBlueprint, type ShapeName, shapeNames } from './blueprints.ts';
import { type Dice, diceOf } from './random.ts';

/** How a step's agent behaves; numbers of attempts are those of the first ones. */
export interface Behaviour {
  readonly failedAttempts: number;
  readonly hungAttempts: number;
  readonly garbageAttempts: number;
  readonly delayMs: number;
  /** Interruptions of the work. */
  readonly slices: number;
  /** Elements of the list in the output. */
  readonly items: number;
  /** Whether the output is too large for its record. */
  readonly isLarge: boolean;
  readonly files: number;
  readonly usd: number;
}

/** What is to happen, but for faults: the same with and without them. */
export interface Scenario {
  readonly seed: number;
  readonly shape: ShapeName;
  readonly blueprint: Blueprint;
  readonly behaviours: ReadonlyMap<string, Behaviour>;
  /** The step that fails however often it is tried. */
  readonly hopeless: string | undefined;
  /** What people say first to the gate of a step; they approve what is not named, and whatever comes later. */
  readonly decisions: ReadonlyMap<string, ApprovalDecision>;
  /** Whether nobody looks at gates that approve themselves. */
  readonly isUnattended: boolean;
  /** Runs at the same time. */
  readonly runs: number;
  /** Milliseconds after the start. */
  readonly cancelAfterMs: number | undefined;
  /** The step from which the first run is replayed when it is complete. */
  readonly replayFrom: string | undefined;
  readonly poison: readonly ('supervisor' | 'worker')[];
}

const forever = 1000;

export function drawScenario(seed: number): Scenario {
  const dice = diceOf(seed);
  const shape = dice.pick(shapeNames);
  const blueprint = drawBlueprint(shape, dice);
  const hopeless = dice.chance(0.08) ? blueprint.steps[dice.between(0, blueprint.steps.length - 1)]?.id : undefined;
  const behaviours = blueprint.steps.map(({ id }) => [id, drawBehaviour(dice, shape, id === hopeless)] as const);
  const decisions = blueprint.steps.flatMap(({ id, gate }): [string, ApprovalDecision][] =>
    // Where a deadline decides, it may be before the person.
    gate && gate.onLapse !== 'approve' && dice.chance(0.5)
      ? [[id, dice.pick(['request_changes', 'request_changes', 'reject'])]]
      : [],
  );
  return {
    ...{ seed, shape, blueprint, hopeless },
    behaviours: new Map(behaviours),
    decisions: new Map(decisions),
    isUnattended: dice.chance(0.1),
    runs: dice.chance(0.15) ? 2 : 1,
    cancelAfterMs: dice.chance(0.08) ? dice.delay(60_000) : undefined,
    replayFrom: dice.chance(0.15) ? blueprint.steps[dice.between(0, blueprint.steps.length - 1)]?.id : undefined,
    poison: dice.chance(0.1) ? [dice.pick(['supervisor', 'worker']), dice.pick(['supervisor', 'worker'])] : [],
  };
}

function drawBehaviour(dice: Dice, shape: ShapeName, isHopeless: boolean): Behaviour {
  const attempts = (probability: number, most: number) => (dice.chance(probability) ? dice.between(1, most) : 0);
  return {
    failedAttempts: isHopeless ? forever : attempts(0.15, 4),
    hungAttempts: attempts(0.03, 1),
    garbageAttempts: attempts(0.04, 1),
    delayMs: dice.chance(0.75) ? 0 : dice.chance(0.8) ? dice.between(100, 4000) : dice.between(20_000, 100_000),
    slices: attempts(0.08, 3),
    items: shape === 'bid' ? 3 : dice.between(0, 3),
    isLarge: dice.chance(0.04),
    files: dice.chance(0.25) ? dice.between(1, 2) : 0,
    usd: shape === 'dear' ? 1 : 0,
  };
}

export const organization = 'demo';
export const projectId = 'p1';

export function projectOf(id: string): ProjectRecord {
  return {
    ...{ id, organization, name: 'Simulated', status: 'IN_PROGRESS', progressVersion: 0 },
    progress: { assessment: 0, design: 0, planning: 0, implementation: 0 },
  };
}
