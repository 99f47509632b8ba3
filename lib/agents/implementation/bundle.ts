import { isBuilt } from './components/composition.ts';
import { factoryOf, renderComponent } from './components/render-component.ts';
import { renderConnector, renderConnectorTest } from './components/render-connector.ts';
import { renderArchitecture } from './documents/render-architecture.ts';
import { renderPlan } from './documents/render-plan.ts';
import { renderReadme } from './documents/render-readme.ts';
import { renderSpec, specFile } from './documents/render-spec.ts';
import { renderTraceability } from './documents/render-traceability.ts';
import { renderEntity, renderEntityTest } from './entities/render-entity.ts';
import { renderExamples } from './entities/render-examples.ts';
import { renderTemplate } from './infrastructure/render-template.ts';
import { renderPackage, tsconfigSource } from './project/package-files.ts';
import { renderApplication, renderDefinitions } from './project/render-application.ts';
import type { ProjectModel } from './project-types.ts';
import { renderDefinitionsTest } from './rules/render-definitions-test.ts';
import { renderRule, renderRuleTest } from './rules/render-rule.ts';
import { ruleFile, ruleTest } from './rules/rule-paths.ts';
import { agentStepSource, agentStepTest } from './sources/agent-step.ts';
import { approvalsSource, approvalsTest } from './sources/approvals.ts';
import { auditLogSource, auditLogTest } from './sources/audit-log.ts';
import { batchHandlerSource, batchHandlerTest } from './sources/batch-handler.ts';
import { connectorSource, fakeTransportSource } from './sources/connector.ts';
import { countersSource } from './sources/counters.ts';
import { errorsSource } from './sources/errors.ts';
import { readBodySource, routesSource, serverSource } from './sources/http.ts';
import { httpRecordsTest, httpServerTest, processTest, startApplicationSource } from './sources/http-test.ts';
import { identitySource, identityTest } from './sources/identity.ts';
import { knowledgeBaseSource, knowledgeBaseTest } from './sources/knowledge-base.ts';
import { issueTokenSource, renderMain } from './sources/main.ts';
import { nodeTypesSource } from './sources/node-types.ts';
import { queueSource, queueTest } from './sources/queue.ts';
import { readObjectSource } from './sources/read-object.ts';
import { recordsSource } from './sources/records.ts';
import { recordsTest } from './sources/records-test.ts';
import { storeSource, storeTest } from './sources/store.ts';
import { typesSource } from './sources/types.ts';
import { workflowSource } from './sources/workflow.ts';
import { workflowTest } from './sources/workflow-test.ts';

/** Path in the bundle, with `/`, to text. */
export type BundleFiles = ReadonlyMap<string, string>;

type File = readonly [path: string, text: string];

/** Every file of the bundle, sorted by path. */
export function renderBundle(project: ProjectModel): BundleFiles {
  const files = [
    ['package.json', renderPackage(project)] as const,
    ['tsconfig.json', tsconfigSource] as const,
    ['types/node.d.ts', nodeTypesSource] as const,
    ...platformFiles(project),
    ...httpFiles(project),
    ...projectFiles(project),
    ...documentFiles(project),
  ];
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A mechanism of the application with its test. */
function platform(name: string, source: string, test: string | undefined): File[] {
  const file: File = [`src/platform/${name}.js`, source];
  return test === undefined ? [file] : [file, [`test/platform/${name}.test.js`, test]];
}

function platformFiles({ composition }: ProjectModel): File[] {
  const { agents, functions, knowledgeBases } = composition;
  const usesKnowledge = knowledgeBases.length > 0;
  return [
    ...platform('types', typesSource, undefined),
    ...platform('errors', errorsSource, undefined),
    ...platform('counters', countersSource, undefined),
    ...platform('read-object', readObjectSource, undefined),
    ...platform('store', storeSource, storeTest),
    ...platform('queue', queueSource, queueTest),
    ...platform('audit-log', auditLogSource, auditLogTest),
    ...platform('identity', identitySource, identityTest),
    ...platform('approvals', approvalsSource, approvalsTest),
    ...platform('records', recordsSource, recordsTest),
    ...(functions.length > 0 ? platform('batch-handler', batchHandlerSource, batchHandlerTest) : []),
    ...platform('workflow', workflowSource, workflowTest),
    ...(agents.length > 0 || usesKnowledge ? platform('agent-step', agentStepSource, agentStepTest) : []),
    ...platform('connector', connectorSource, undefined),
    ...(usesKnowledge ? platform('knowledge-base', knowledgeBaseSource, knowledgeBaseTest) : []),
  ];
}

function httpFiles({ composition }: ProjectModel): File[] {
  const component = composition.single.interface;
  const server = component
    ? { factory: factoryOf(component), module: `./components/${component.slug}.js` }
    : { factory: 'createHttpServer', module: './http/server.js' };
  return [
    ['src/main.js', renderMain(server)],
    ['src/issue-token.js', issueTokenSource],
    ['src/http/read-body.js', readBodySource],
    ['src/http/routes.js', routesSource],
    ['src/http/server.js', serverSource],
    ['support/fake-transport.js', fakeTransportSource],
    ['support/start-application.js', startApplicationSource],
    ['test/http/records.test.js', httpRecordsTest],
    ['test/http/server.test.js', httpServerTest],
    ['test/http/process.test.js', processTest],
  ];
}

function projectFiles(project: ProjectModel): File[] {
  const { composition, components, entities, integrations, rules } = project;
  return [
    ['src/application.js', renderApplication(project, composition)],
    ['src/definitions.js', renderDefinitions(project)],
    ['test/definitions.test.js', renderDefinitionsTest(rules)],
    ['support/examples.js', renderExamples(project)],
    ...components
      .filter((component) => isBuilt(component, composition))
      .map((component): File => [`src/components/${component.slug}.js`, renderComponent(component, composition)]),
    ...integrations
      .filter(({ pattern }) => pattern !== 'manual')
      .flatMap((one): File[] => [
        [`src/connectors/${one.slug}.js`, renderConnector(one)],
        [`test/connectors/${one.slug}.test.js`, renderConnectorTest(one)],
      ]),
    ...entities.flatMap((entity): File[] => [
      [`src/entities/${entity.slug}.js`, renderEntity(entity)],
      [`test/entities/${entity.slug}.test.js`, renderEntityTest(entity)],
    ]),
    ...rules.flatMap((rule): File[] => [
      [ruleFile(rule.slug), renderRule(rule)],
      [ruleTest(rule.slug), renderRuleTest(rule)],
    ]),
  ];
}

function documentFiles(project: ProjectModel): File[] {
  return [
    ['README.md', renderReadme(project)],
    ['docs/architecture.md', renderArchitecture(project)],
    ['docs/plan.md', renderPlan(project)],
    ['traceability.json', renderTraceability(project)],
    ['infrastructure/template.yaml', renderTemplate(project)],
    ...project.components.map((component): File => [specFile(component.slug), renderSpec(component, project)]),
  ];
}
