import type { Design } from '../../design/schema.ts';
import {
  componentSteps,
  connectorFactor,
  entityDays,
  integrationDays,
  ruleDays,
  ruleTopics,
  writeFactor,
} from './component-templates.ts';
import { type DraftTask, taskKey, toPoints } from './draft-task.ts';

type Component = Design['components'][number];

/** Where the work on components hangs: what it begins after, and what it is handed on to. */
export type BuildAnchors = {
  /** Keys that work on a component waits for. */
  ready: readonly string[];
  /** Keys that early steps wait for, which need no environment. */
  readyEarly: readonly string[];
  /** Further keys that an integration waits for, by its id. */
  integrationReady(id: string): readonly string[];
};

/**
 * Dependencies between components without circles and without what is not in the design: where the design goes round in
 * a circle, the dependency that closes it is left out.
 */
function acyclicDependencies(components: readonly Component[]): {
  dependencies: ReadonlyMap<string, readonly string[]>;
  leftOut: { from: string; to: string }[];
} {
  const byId = new Map(components.map((component) => [component.id, component]));
  const state = new Map<string, 'open' | 'done'>();
  const kept = new Map<string, string[]>(components.map(({ id }) => [id, []]));
  const leftOut: { from: string; to: string }[] = [];
  for (const root of components) {
    if (state.has(root.id)) continue;
    state.set(root.id, 'open');
    const stack = [{ id: root.id, next: 0 }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const to = byId.get(top.id)?.dependsOn[top.next];
      top.next += 1;
      if (to === undefined) {
        state.set(top.id, 'done');
        stack.pop();
      } else if (to !== top.id && byId.has(to)) {
        const isCircle = state.get(to) === 'open';
        if (isCircle) leftOut.push({ from: top.id, to });
        else kept.get(top.id)?.push(to);
        if (!state.has(to)) {
          state.set(to, 'open');
          stack.push({ id: to, next: 0 });
        }
      }
    }
  }
  return { dependencies: kept, leftOut };
}

function modelEntities(design: Design, component: Component, after: readonly string[]): DraftTask[] {
  return design.entities
    .filter((entity) => entity.component === component.id)
    .map((entity) => ({
      key: taskKey('entity', entity.id),
      name: `Model ${entity.name} with its checks`,
      phase: 'build',
      group: component.name,
      role: 'Data engineer',
      kind: 'work',
      points: toPoints(entityDays(entity.fields.length, entity.fields.filter(({ isPersonal }) => isPersonal).length)),
      topics: ['build', 'data'],
      components: [component.id],
      after,
      sources: entity.sources,
    }));
}

/** Steps of each component in a row, its entities behind what is built; others wait for both. */
function buildComponents(
  design: Design,
  anchors: BuildAnchors,
): { tasks: DraftTask[]; built: Map<string, string[]>; leftOut: { from: string; to: string }[] } {
  const { dependencies, leftOut } = acyclicDependencies(design.components);
  const built = new Map<string, string[]>();
  const entities = new Map(
    design.components.map((component) => {
      const build = taskKey('build', component.id);
      const own = modelEntities(design, component, [build]);
      built.set(component.id, [build, ...own.map(({ key }) => key)]);
      return [component.id, own] as const;
    }),
  );
  const tasks = design.components.flatMap((component): DraftTask[] => {
    const needed = (dependencies.get(component.id) ?? []).flatMap((id) => built.get(id) ?? []);
    const templates = componentSteps[component.kind];
    const steps = templates.map((step, index): DraftTask => {
      const before = templates[index - 1];
      const isFirstBuilt = !step.isEarly && (before === undefined || before.isEarly === true);
      return {
        key: taskKey(step.key, component.id),
        name: step.name.replace('{name}', () => component.name),
        phase: 'build',
        group: component.name,
        role: step.role,
        kind: 'work',
        points: toPoints(step.days),
        topics: step.topics,
        components: [component.id],
        after: [
          ...(before ? [taskKey(before.key, component.id)] : []),
          ...(step.isEarly ? anchors.readyEarly : []),
          ...(isFirstBuilt ? [...anchors.ready, ...needed] : []),
        ],
        sources: component.sources,
      };
    });
    return [...steps, ...(entities.get(component.id) ?? [])];
  });
  return { tasks, built, leftOut };
}

function programRules(design: Design, built: ReadonlyMap<string, readonly string[]>): DraftTask[] {
  const entities = new Map(design.entities.map((entity) => [entity.id, entity]));
  const names = new Map(design.components.map(({ id, name }) => [id, name]));
  return design.businessRules.map((rule) => {
    const entity = entities.get(rule.entity);
    const component = entity && names.has(entity.component) ? entity.component : undefined;
    return {
      key: taskKey('rule', rule.id),
      name: `Program and test the rule: ${rule.title}`,
      phase: 'build',
      group: 'Business rules',
      role: 'Developer',
      kind: 'work',
      points: toPoints(ruleDays[rule.kind]),
      topics: ruleTopics[rule.kind],
      components: component === undefined ? [] : [component],
      after: component === undefined ? [] : (built.get(component) ?? []),
      sources: rule.sources,
    };
  });
}

function connectSystems(
  design: Design,
  built: ReadonlyMap<string, readonly string[]>,
  anchors: BuildAnchors,
): DraftTask[] {
  const kinds = new Map(design.components.map(({ id, kind }) => [id, kind]));
  return design.integrations.flatMap((integration): DraftTask[] => {
    const common = {
      phase: 'integrate',
      group: integration.system,
      components: built.has(integration.component) ? [integration.component] : [],
      sources: integration.sources,
    } as const;
    const [optimistic, likely, pessimistic] = integrationDays[integration.pattern];
    const direction = writeFactor[integration.direction];
    const factor = direction * (kinds.get(integration.component) === 'connector' ? connectorFactor : 1);
    const connect = taskKey('connect', integration.id);
    const isManual = integration.pattern === 'manual';
    return [
      {
        ...common,
        key: connect,
        name: isManual
          ? `Agree on the manual exchange with ${integration.system}`
          : `Connect ${integration.system} (${integration.pattern}, ${integration.direction})`,
        role: isManual ? 'Process owner' : 'Integration engineer',
        kind: 'work',
        points: toPoints([optimistic * factor, likely * factor, pessimistic * factor]),
        topics: ['integration'],
        after: [
          ...(built.get(integration.component) ?? []),
          ...anchors.ready,
          ...anchors.integrationReady(integration.id),
        ],
      },
      {
        ...common,
        key: taskKey('contract', integration.id),
        name: `Test the exchange with ${integration.system}, failures included`,
        role: 'Test engineer',
        kind: 'work',
        points: toPoints([0.5 * direction, direction, 3 * direction]),
        topics: ['integration'],
        after: [connect],
      },
    ];
  });
}

/** Tasks that make what the design describes. */
export function breakDownDesign(
  design: Design,
  anchors: BuildAnchors,
): { tasks: DraftTask[]; leftOut: { from: string; to: string }[] } {
  const { tasks, built, leftOut } = buildComponents(design, anchors);
  const rules = programRules(design, built).map((task) =>
    task.after.length > 0 ? task : { ...task, after: anchors.ready },
  );
  return { tasks: [...tasks, ...rules, ...connectSystems(design, built, anchors)], leftOut };
}
