import { designSectionIds } from '#lib/domain/design/section-ids';
import {
  type AgentArtifact,
  type AgentContext,
  type AgentEvidence,
  type AgentResult,
  noUsage,
  type TaskContext,
} from '../agent.ts';
import { renderMarkdown } from './render-markdown.ts';
import { reviseDesign } from './revise-design.ts';
import type { Design, DesignInput, DesignOutput } from './schema.ts';
import { summarizeDesign } from './summary.ts';

function renderDesign(design: Design): AgentArtifact[] {
  return [
    { name: 'design.md', contentType: 'text/markdown; charset=utf-8', body: renderMarkdown(design) },
    { name: 'design.json', contentType: 'application/json', body: `${JSON.stringify(design, null, 2)}\n` },
  ];
}

/** The words of people behind each statement. */
function evidenceOf(design: Design, report: DesignInput['report']): AgentEvidence[] {
  const answers = new Map(report.answers.map((answer) => [answer.ref, answer]));
  return design.sections.flatMap(({ statements }) =>
    statements.flatMap(({ id, sources }) =>
      sources.flatMap((ref): AgentEvidence[] => {
        const answer = answers.get(ref);
        if (!answer?.source) return [];
        return [{ claim: id, source: { kind: 'message', id: answer.source.messageId }, quote: answer.quote }];
      }),
    ),
  );
}

/** Designs a solution from an assessment's report. What an approver said is taken from `context.feedback`. */
export async function runDesign(
  input: DesignInput,
  context: AgentContext & Pick<Partial<TaskContext>, 'feedback' | 'progress'>,
): Promise<AgentResult<DesignOutput>> {
  const design = await reviseDesign(input, context.feedback, async (section) => {
    context.signal?.throwIfAborted();
    await context.progress?.(section, 100);
  });
  await context.emit(summarizeDesign(design).join(' '));
  return {
    output: { design },
    artifacts: renderDesign(design),
    evidence: evidenceOf(design, input.report),
    questions: design.openQuestions.map(({ id, text }) => ({ id, text })),
    progress: Object.fromEntries(designSectionIds.map((section) => [section, 100])),
    usage: noUsage,
  };
}
