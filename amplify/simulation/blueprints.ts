import { type Blueprint, type BlueprintDefinition, blueprintSchema } from '#lib/domain/blueprint/schema';
import type { Dice } from './random.ts';

type StepDefinition = BlueprintDefinition['steps'][number];
type Shape = (dice: Dice) => Omit<BlueprintDefinition, 'schemaVersion' | 'id' | 'name' | 'version' | 'inputs'>;

/** A step that takes the values of others; what it does is the scenario's affair. */
function step(id: string, sources: readonly string[] = [], rest: Partial<StepDefinition> = {}): StepDefinition {
  return {
    ...{ id, title: id, agent: 'scripted', retry: { attempts: 3, backoffSeconds: 1 } },
    ...rest,
    inputs: {
      run: { from: 'run.input.run' },
      step: { value: id },
      ...(rest.forEach ? { index: { from: 'index' }, item: { from: 'item' } } : {}),
      ...Object.fromEntries(sources.map((source) => [source.replaceAll('-', '_'), { from: `steps.${source}.output` }])),
    },
  };
}

const gate = (dice: Dice) => ({
  title: 'Go on?',
  roles: ['project_manager' as const],
  ...(dice.chance(0.5) ? { deadlineSeconds: dice.between(60, 3600), onLapse: dice.pick(['approve', 'remind']) } : {}),
});

const shapes = {
  linear: () => ({ steps: [step('one'), step('two', ['one']), step('three', ['two']), step('four', ['three'])] }),

  diamond: () => ({
    maxParallel: 2,
    steps: [step('top'), step('left', ['top']), step('right', ['top']), step('bottom', ['left', 'right'])],
  }),

  bid: () => ({
    steps: [
      step('parse'),
      step('analysis', ['parse']),
      step('content', ['analysis'], { forEach: { from: 'steps.parse.output.items' } }),
      step('compliance', ['content']),
      step('qa', ['content', 'compliance'], { milestone: 'design.completed' }),
      step('submission', ['qa'], { milestone: 'implementation.ready' }),
    ],
  }),

  gated: (dice) => ({
    maxParallel: dice.between(1, 5),
    steps: [
      step('list'),
      step('each', ['list'], {
        forEach: { from: 'steps.list.output.items' },
        ...(dice.chance(0.5) ? { gate: gate(dice) } : {}),
      }),
      step('maybe', ['list'], { when: { path: 'steps.list.output.score', is: 'at-least', value: 50 } }),
      step('approved', ['each', 'maybe'], { gate: gate(dice), milestone: 'planning.completed' }),
      step('last', ['approved'], { after: ['maybe'] }),
    ],
  }),

  waiting: () => ({
    steps: [step('talk', [], { agent: 'assessment' }), step('aside'), step('report', ['talk', 'aside'])],
  }),

  dear: (dice) => ({
    budget: { usd: dice.between(1, 3), thresholds: [0.5, 0.8, 1] },
    steps: [step('first'), step('second', ['first']), step('third', ['first']), step('fourth', ['second', 'third'])],
  }),

  random: (dice) => {
    const steps: StepDefinition[] = [];
    const fannedOut = new Set<string>();
    const count = dice.between(3, 6);
    for (let index = 0; index < count; index += 1) {
      const id = `s${index}`;
      const earlier = steps.map((one) => one.id).filter(() => dice.chance(0.4));
      const list = earlier.find((source) => !fannedOut.has(source));
      const rest: Partial<StepDefinition> = {
        ...(list !== undefined && dice.chance(0.3) ? { forEach: { from: `steps.${list}.output.items` } } : {}),
        ...(list !== undefined && dice.chance(0.2)
          ? { when: { path: `steps.${list}.output.score`, is: dice.pick(['at-least', 'at-most']), value: 50 } }
          : {}),
        ...(dice.chance(0.15) ? { gate: gate(dice) } : {}),
      };
      if (rest.forEach) fannedOut.add(id);
      steps.push(step(id, earlier, rest));
    }
    return { maxParallel: dice.between(1, 6), steps };
  },
} as const satisfies Record<string, Shape>;

export const shapeNames = ['linear', 'diamond', 'bid', 'gated', 'waiting', 'dear', 'random', 'random'] as const;
export type ShapeName = (typeof shapeNames)[number];

/** A blueprint of the shape; what of it is left open follows from the dice. */
export function drawBlueprint(shape: ShapeName, dice: Dice): Blueprint {
  const drawn = shapes[shape](dice);
  const steps = drawn.steps.map((one: StepDefinition) => ({
    ...one,
    ...(dice.chance(0.3) ? { timeoutSeconds: dice.between(200, 2000) } : {}),
  }));
  return blueprintSchema.parse({
    ...{ schemaVersion: 1, id: shape, name: shape, version: 1, inputs: { run: { type: 'string', required: true } } },
    ...drawn,
    steps,
  });
}
