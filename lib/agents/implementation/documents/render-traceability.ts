import { isBuilt } from '../components/composition.ts';
import type { ProjectModel } from '../project-types.ts';
import { ruleFile, ruleTest } from '../rules/rule-paths.ts';
import { jsonText } from '../text/literals.ts';
import { specFile } from './render-spec.ts';

/** `traceability.json`: each file that follows from the design, the element behind it, and its sources in the assessment. */
export function renderTraceability(project: ProjectModel): string {
  const { components, composition, design, entities, gaps, integrations, plan, rules } = project;
  const statements = design.sections.flatMap((section) => section.statements);
  const statementsBy = (rule: string) => statements.filter((one) => one.rule === rule).map(({ id }) => id);
  const tasksFor = (id: string) => plan.tasks.filter((task) => task.components.includes(id)).map(({ wbs }) => wbs);
  const files = [
    ...components.map((component) => ({
      file: specFile(component.slug),
      ...(isBuilt(component, composition) ? { code: `src/components/${component.slug}.js` } : {}),
      element: { kind: 'component', id: component.id },
      rule: component.rule,
      statements: statementsBy(component.rule),
      tasks: tasksFor(component.id),
      sources: component.sources,
    })),
    ...entities.map((entity) => ({
      file: `src/entities/${entity.slug}.js`,
      test: `test/entities/${entity.slug}.test.js`,
      element: { kind: 'entity', id: entity.id },
      sources: entity.sources,
    })),
    ...integrations
      .filter(({ pattern }) => pattern !== 'manual')
      .map((integration) => ({
        file: `src/connectors/${integration.slug}.js`,
        test: `test/connectors/${integration.slug}.test.js`,
        element: { kind: 'integration', id: integration.id },
        rule: integration.rule,
        statements: statementsBy(integration.rule),
        sources: integration.sources,
      })),
    ...rules.map((rule) => ({
      file: ruleFile(rule.slug),
      test: ruleTest(rule.slug),
      element: { kind: 'business rule', id: rule.id },
      says: rule.says,
      sources: rule.sources,
    })),
  ];
  const cited = new Set(files.flatMap((file) => file.sources));
  return jsonText({
    project: { id: project.id, name: project.name },
    files,
    sources: Object.fromEntries([...cited].sort().map((id) => [id, describeSource(id, project.report)])),
    gaps,
  });
}

/** What a source is in the assessment: an answer with the words behind it, or a statement of the report. */
function describeSource(id: string, { answers, traceability }: ProjectModel['report']) {
  const answer = answers.find(({ ref }) => ref === id);
  if (answer) return { question: answer.question, value: answer.value, quote: answer.quote };
  const statement = traceability.find((one) => one.statement === id);
  return statement ? { statement: statement.text, sources: statement.sources } : null;
}
