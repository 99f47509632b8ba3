import { type AgentContext, type AgentEvidence, type AgentResult, noUsage } from '../agent.ts';
import { archiveBundle, measure } from './archive.ts';
import { renderBundle } from './bundle.ts';
import { specFile } from './documents/render-spec.ts';
import { buildProjectModel } from './project-model.ts';
import type { ProjectModel } from './project-types.ts';
import { ruleFile, ruleTest } from './rules/rule-paths.ts';
import type { ImplementationInput, ImplementationOutput } from './schema.ts';

const archive = 'implementation.zip';

/** The answers behind the rules, entities and components, as far as the report quotes them. */
function evidenceOf({ components, entities, integrations, report, rules }: ProjectModel): AgentEvidence[] {
  const used = new Set([...components, ...entities, ...integrations, ...rules].flatMap(({ sources }) => sources));
  return report.answers.flatMap(({ ref, quote, source }) =>
    used.has(ref) && source ? [{ claim: ref, source: { kind: 'message', id: source.messageId }, quote }] : [],
  );
}

/** Builds the bundle from a design and its plan. The same input gives the same bytes. */
export async function runImplementation(
  input: ImplementationInput,
  context: AgentContext,
): Promise<AgentResult<ImplementationOutput>> {
  const project = buildProjectModel(input);
  const files = renderBundle(project);
  context.signal?.throwIfAborted();
  const body = archiveBundle(files);
  const rules = project.rules.map(({ id, kind, slug, says }) => ({
    id,
    kind,
    file: ruleFile(slug),
    test: ruleTest(slug),
    says,
  }));
  await context.emit(
    `${files.size} files for ${project.components.length} components: ${rules.length} rules with their tests, ${project.gaps.length} gaps.`,
  );
  return {
    output: {
      bundle: {
        archive,
        ...measure(body),
        files: [...files].map(([path, text]) => ({ path, ...measure(text) })),
        commands: { start: 'npm start', test: 'npm test', typeCheck: 'npx tsc -p .' },
        rules,
        specs: project.components.map(({ id, slug }) => ({ component: id, file: specFile(slug) })),
        gaps: project.gaps,
      },
    },
    artifacts: [{ name: archive, contentType: 'application/zip', body }],
    evidence: evidenceOf(project),
    questions: project.design.openQuestions.map(({ id, text }) => ({ id, text })),
    progress: { specifications: 100, code: 100, tests: 100 },
    usage: noUsage,
  };
}
