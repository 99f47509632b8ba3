import type { ComponentModel, Composition } from '../project-types.ts';
import { capitalize } from '../text/identifiers.ts';
import { comment, jsString, jsStrings, toLine } from '../text/literals.ts';

/** Name of the function that makes a component or connector. */
export function factoryOf({ camel }: { camel: string }): string {
  return `create${capitalize(camel)}`;
}

const wrapped = {
  queue: { factory: 'createQueue', module: 'queue', says: 'Work that follows when a record takes effect.' },
  identity: { factory: 'createIdentity', module: 'identity', says: 'Who somebody is and which roles they have.' },
  approval: { factory: 'createApprovals', module: 'approvals', says: 'Decisions of people.' },
  monitoring: { factory: 'createCounters', module: 'counters', says: 'Counts what happened.' },
} as const;

/** Module of a component. */
export function renderComponent(component: ComponentModel, composition: Composition): string {
  return `${comment('Component', component.name)}
${comment('Purpose', component.purpose)}
${comment('Technology', component.technology)}
${comment('Rule', component.rule)}
${comment('Sources', component.sources.join(', '))}

${renderBody(component, composition)}`;
}

function renderBody(component: ComponentModel, composition: Composition): string {
  const factory = factoryOf(component);
  const name = jsString(toLine(component.name));
  const { kind } = component;
  switch (kind) {
    case 'queue':
    case 'identity':
    case 'approval':
    case 'monitoring': {
      const { factory: base, module, says } = wrapped[kind];
      return `export { ${base} as ${factory} } from '../platform/${module}.js'; // ${says}\n`;
    }
    case 'interface':
      return `export { createHttpServer as ${factory} } from '../http/server.js'; // The routes of the entities, approvals and operations.\n`;
    case 'store': {
      const entities = composition.stores.find((store) => store.component === component)?.entities ?? [];
      return `import { createStore } from '../platform/store.js';

/** Keeps the records of its entities. */
export function ${factory}() {
  return createStore(${jsStrings(entities.map(({ slug }) => slug))});
}
`;
    }
    case 'agent':
      return `import { createAgentStep } from '../platform/agent-step.js';

/**
 * Proposes what to do with a record; a person decides.
 * @param {import('../platform/agent-step.js').Reason} reason
 * @param {readonly { search: (query: string, limit?: number) => import('../platform/agent-step.js').Passage[] }[]} knowledge
 */
export function ${factory}(reason, knowledge) {
  return createAgentStep({ name: ${name}, purpose: ${jsString(toLine(component.purpose))}, reason, knowledge });
}
`;
    case 'function':
      return `import { definitions } from '../definitions.js';
import { createBatchHandler } from '../platform/batch-handler.js';
import { createCheckStep } from '../platform/workflow.js';

/**
 * Looks at a record before agents and other systems get it.
 * @param {import('../platform/workflow.js').Handler | undefined} handle Its own work, which is not part of this project.
 */
export function ${factory}(handle) {
  return createCheckStep(${name}, handle);
}

/** The same on AWS Lambda, for messages of a queue. */
export const handler = createBatchHandler(definitions);
`;
    case 'knowledge-base':
      return `import { createKnowledgeBase } from '../platform/knowledge-base.js';

/**
 * Passages that agents may cite.
 * @param {readonly import('../platform/agent-step.js').Passage[]} passages
 */
export function ${factory}(passages) {
  const base = createKnowledgeBase();
  for (const passage of passages) base.add(passage);
  return base;
}
`;
    case 'connector':
      return renderConnectorGroup(component, composition);
  }
}

function renderConnectorGroup(component: ComponentModel, composition: Composition): string {
  const integrations = composition.connectors.find((one) => one.component === component)?.integrations ?? [];
  const imports = integrations
    .map((one) => `import { ${factoryOf(one)} } from '../connectors/${one.slug}.js';\n`)
    .join('');
  const parameter = integrations.length > 0 ? 'transports' : '_transports';
  const calls = integrations.map((one) => `${factoryOf(one)}(transports[${jsString(one.slug)}])`);
  return `${imports}${imports === '' ? '' : '\n'}/**
 * The connectors to its systems, in the order in which they get records.
 * @param {import('../platform/connector.js').Transports} ${parameter}
 * @returns {import('../platform/connector.js').Connector[]}
 */
export function ${factoryOf(component)}(${parameter}) {
  return [${calls.join(', ')}];
}
`;
}
