import type { DesignSectionId } from '#lib/domain/design/section-ids';
import type { DesignFacts } from './design-facts.ts';
import type { DesignDraft } from './draft.ts';
import { ask } from './questions.ts';
import type { Design } from './schema.ts';

type Section = Design['sections'][number];

const titles: Readonly<Record<DesignSectionId, string>> = {
  context: 'Context',
  requirements: 'Requirements',
  components: 'Components',
  data: 'Data',
  integration: 'Integration',
  security: 'Security and compliance',
  operations: 'Operations',
  cost: 'Cost',
};

/** What a section has to know to be complete. */
const needs: Readonly<Record<DesignSectionId, readonly string[]>> = {
  context: [ask.objectives, ask.volume, ask.effort, ask.candidates, ask.sponsor, ask.target],
  requirements: [ask.objectives, ask.measure, ask.documented, ask.tolerance],
  components: [ask.candidates, ask.hosting, ask.ai, ask.volume],
  data: [ask.platform, ask.quality, ask.personalData, ask.dataPolicy],
  integration: [ask.apis, ask.systems],
  security: [ask.identity, ask.protection, ask.regulations, ask.personalData, ask.oversight],
  operations: [ask.automation, ask.monitoring, ask.team, ask.operation],
  cost: [ask.volume, ask.budget],
};

/** A section with how complete it is: half of what it needs unanswered, or nothing to say, is `needs input`. */
export function describeSection(id: DesignSectionId, draft: DesignDraft, facts: DesignFacts): Section {
  const statements = draft.statements.get(id) ?? [];
  const required = needs[id];
  const titleOf = (questionId: string) =>
    facts.report.answers.find((answer) => answer.questionId === questionId)?.title ?? questionId;
  const open = required.filter((questionId) => facts.answer(questionId) === undefined);
  const unsure = required.filter((questionId) => facts.answer(questionId)?.certainty === 'unsure');
  const asked = draft.openQuestions.filter(({ section }) => section === id);
  const missing = [
    ...open.map((questionId) => `Not answered: ${titleOf(questionId)}`),
    ...unsure.map((questionId) => `To be confirmed: ${titleOf(questionId)}`),
    ...asked.map(({ text }) => text),
  ];
  const needsInput = statements.length === 0 || open.length * 2 > required.length;
  const completeness = needsInput ? 'needs input' : missing.length > 0 ? 'incomplete' : 'complete';
  return { id, title: titles[id], completeness, missing, statements };
}
