import { factoryOf } from '../components/render-component.ts';
import type { ComponentModel, Composition, ProjectModel } from '../project-types.ts';
import { renderRuleSet } from '../rules/render-rule.ts';
import { jsString, jsStrings } from '../text/literals.ts';

/** `src/definitions.js`: every entity with its parser and rules. */
export function renderDefinitions({ entities, rules }: ProjectModel): string {
  const imports = [
    ...entities.map(({ slug, camel }) => `import * as ${camel}Entity from './entities/${slug}.js';`),
    ...rules.map(({ slug, camel }) => `import * as ${camel}Rule from './rules/${slug}.js';`),
  ];
  const definitions = entities.map(
    (entity) => `  ${jsString(entity.slug)}: {
    name: ${jsString(entity.slug)},
    fields: ${entity.camel}Entity.fields,
    parse: ${entity.camel}Entity.parse${entity.pascal},
    rules: ${renderRuleSet(rules.filter((rule) => rule.entity === entity))},
  },`,
  );
  return `${imports.join('\n')}

/** @type {{ readonly [name: string]: import('./platform/types.js').EntityDefinition }} */
export const definitions = {
${definitions.join('\n')}
};
`;
}

const bases = {
  queue: { factory: 'createQueue', module: 'queue' },
  identity: { factory: 'createIdentity', module: 'identity' },
  approval: { factory: 'createApprovals', module: 'approvals' },
  monitoring: { factory: 'createCounters', module: 'counters' },
} as const;

/** `src/application.js`: the components put together. */
export function renderApplication(project: ProjectModel, composition: Composition): string {
  const { stores, storeless, connectors, loose, functions, agents, knowledgeBases } = composition;
  const imports = new Set([
    `import { randomUUID } from 'node:crypto';`,
    `import { definitions } from './definitions.js';`,
    `import { createAuditLog } from './platform/audit-log.js';`,
    `import { createRecords } from './platform/records.js';`,
    `import { createReviewers, createWorkflow } from './platform/workflow.js';`,
  ]);
  const use = (component: ComponentModel) => {
    imports.add(`import { ${factoryOf(component)} } from './components/${component.slug}.js';`);
    return factoryOf(component);
  };
  const one = (kind: keyof typeof bases) => {
    const component = composition.single[kind];
    if (component) return use(component);
    imports.add(`import { ${bases[kind].factory} } from './platform/${bases[kind].module}.js';`);
    return bases[kind].factory;
  };
  if (agents.length > 0) imports.add(`import { leaveToPerson } from './platform/agent-step.js';`);
  if (storeless.length > 0) imports.add(`import { createStore } from './platform/store.js';`);
  for (const { camel, slug } of loose) {
    imports.add(`import { ${factoryOf({ camel })} } from './connectors/${slug}.js';`);
  }
  const storeLines = [
    ...stores.map(({ component }) => `  const ${component.camel}Component = ${use(component)}();`),
    ...(storeless.length > 0
      ? [`  const recordStore = createStore(${jsStrings(storeless.map(({ slug }) => slug))});`]
      : []),
  ];
  const collectionLines = [
    ...stores.flatMap(({ component, entities }) =>
      entities.map(({ slug }) => `    ${jsString(slug)}: ${component.camel}Component.collection(${jsString(slug)}),`),
    ),
    ...storeless.map(({ slug }) => `    ${jsString(slug)}: recordStore.collection(${jsString(slug)}),`),
  ];
  const knowledgeLines = knowledgeBases.map(
    (base) =>
      `  const ${base.camel}Component = ${use(base)}(passages.filter(({ source }) => source === ${jsString(base.slug)}));`,
  );
  const agentLines = agents.map((agent) => {
    const bases = knowledgeBases.filter(({ id }) => agent.dependsOn.includes(id));
    return `      ${use(agent)}(reason, [${bases.map(({ camel }) => `${camel}Component`).join(', ')}]),`;
  });
  const connectorLines = [
    ...connectors.map(({ component }) => `    ...${use(component)}(transports),`),
    ...loose.map(({ camel, slug }) => `    ${factoryOf({ camel })}(transports[${jsString(slug)}]),`),
  ];
  const factories = {
    approval: one('approval'),
    queue: one('queue'),
    identity: one('identity'),
    monitoring: one('monitoring'),
  };
  const steps = functions.map((component) => `${use(component)}(handlers[${jsString(component.slug)}])`);
  const { followed, reviewerRole } = project;
  const roles = rolesOf(project);
  const needs = {
    reason: agents.length > 0,
    passages: knowledgeBases.length > 0,
    transports: connectorLines.length > 0,
    handlers: functions.length > 0,
  };
  const options = [
    'secret',
    'region',
    'now = () => new Date()',
    'newId = randomUUID',
    'wait',
    ...(needs.reason ? ['reason = leaveToPerson'] : []),
    ...(needs.passages ? ['passages = []'] : []),
    ...(needs.transports ? ['transports = {}'] : []),
    ...(needs.handlers ? ['handlers = {}'] : []),
  ];
  const optionTypes = [
    ' * @property {string} secret At least 32 characters, for the tokens.',
    ' * @property {string | undefined} [region] Where this runs and keeps its records.',
    ' * @property {() => Date} [now]',
    ' * @property {() => string} [newId]',
    ' * @property {(run: () => void, milliseconds: number) => void} [wait]',
    ...(needs.reason ? [` * @property {import('./platform/agent-step.js').Reason} [reason]`] : []),
    ...(needs.passages
      ? [
          ` * @property {readonly import('./platform/agent-step.js').Passage[]} [passages] By the knowledge base's name as source.`,
        ]
      : []),
    ...(needs.transports ? [` * @property {import('./platform/connector.js').Transports} [transports]`] : []),
    ...(needs.handlers ? [` * @property {import('./platform/workflow.js').Handlers} [handlers]`] : []),
  ];
  return `${[...imports].sort(byModule).join('\n')}

/**
 * @typedef {object} Options
${optionTypes.join('\n')}
 */

/** Roles that some rule or route asks for. */
const roles = ${jsStrings(roles)};

/** Entities whose records are checked, proposed on and delivered once they take effect; the others are only kept. */
const followed = ${jsStrings(followed.map(({ slug }) => slug))};

/**
 * The whole application without its server.
 * @param {Options} options
 */
export function createApplication({
${options.map((option) => `  ${option},`).join('\n')}
}) {
  const audit = createAuditLog(now);
  const counters = ${factories.monitoring}();
  const identity = ${factories.identity}({ secret, now });
  const approvals = ${factories.approval}({ now, newId, audit });
${storeLines.join('\n')}
  /** @type {{ readonly [entity: string]: import('./platform/store.js').Collection }} */
  const collections = {
${collectionLines.join('\n')}
  };
${knowledgeLines.map((line) => `${line}\n`).join('')}  /** @type {import('./platform/connector.js').Connector[]} */
  const connectors = [
${connectorLines.join('\n')}
  ];

  /** @type {import('./platform/queue.js').Queue<import('./platform/workflow.js').Work>} */
  const queue = ${factories.queue}({ handle: (work) => workflow.handle(work), wait });

  /** @type {Map<string, import('./platform/records.js').Records>} */
  const records = new Map();
  for (const [name, collection] of Object.entries(collections)) {
    const definition = definitions[name];
    if (!definition) throw new Error('No entity is called ' + name + '.');
    /** @param {import('./platform/records.js').RecordReference} reference */
    const onActive = (reference) => {
      if (followed.includes(name)) queue.send({ stage: 'propose', ...reference });
    };
    const options = { definition, collection, approvals, audit, counters, onActive, region, now, newId };
    records.set(name, createRecords(options));
  }

  const workflow = createWorkflow({
    definitions,
    records,
    steps: [
${steps.map((step) => `      ${step},`).join('\n')}
    ],
    agents: [
${agentLines.join('\n')}
    ],
    connectors,
    approvals,
    reviewers: createReviewers(${jsString(reviewerRole)}),
    counters,
    enqueue: (work) => queue.send(work),
  });

  approvals.onDecided((approval) => {
    records.get(approval.entity)?.decided(approval);
    workflow.decided(approval);
  });

  return {
    identity,
    audit,
    counters,
    approvals,
    queue,
    records,
    connectors,
    roles,
    /** What keeps a rule from being met, in words. */
    warnings: Object.values(definitions).flatMap(({ name, rules }) =>
      rules.residencies.flatMap(({ rule, checkRegion }) =>
        checkRegion(region).map(({ message }) => 'No ' + name + ' can be stored: by rule ' + rule + ' it ' + message + '.'),
      ),
    ),
    /** What anybody may know. */
    health: () => ({
      status: 'ok',
      queue: queue.counts(),
      connectors: connectors.map(({ system, isConnected }) => ({ system, isConnected })),
    }),
    /** Deletes what may no longer be kept. */
    purge: () => [...records.values()].reduce((sum, one) => sum + one.purge(), 0),
    /** Finishes what is at work and gives how many messages were left. */
    stop: () => queue.stop(),
  };
}

/** @typedef {ReturnType<typeof createApplication>} Application */
`.replace(/\[\n\n(\s*)\]/g, '[]');
}

function byModule(a: string, b: string): number {
  const moduleOf = (line: string) => line.slice(line.indexOf("from '")).replace("'node:", "' ");
  return moduleOf(a) < moduleOf(b) ? -1 : 1;
}

/** Every role that a rule of the project or a route asks for. */
function rolesOf({ rules, composition, reviewerRole }: ProjectModel): string[] {
  const named = rules.flatMap((rule) => rule.roles);
  return [
    ...new Set([...named, ...(composition.agents.length > 0 ? [reviewerRole] : []), 'auditor', 'operator']),
  ].sort();
}
