import { type DesignSectionId, designSectionIds } from '#lib/domain/design/section-ids';
import { shorten } from '../assessment/understanding/items.ts';
import type { Evaluation } from './apply-rules.ts';
import type { DesignChanges } from './changes.ts';
import { addCostWords } from './cost-words.ts';
import { DesignFacts } from './design-facts.ts';
import { DesignDraft } from './draft.ts';
import { estimateCost } from './estimate-cost.ts';
import { rulesOf } from './rule-catalogue.ts';
import type { Design, DesignInput } from './schema.ts';
import { describeSection } from './sections.ts';
import { chooseUseCase, findWords, patternOf } from './words.ts';

const maximumRequirements = 20;
const requirementLength = 300;
const graveRating = 6;
const maximumRisks = 5;

/** Requirements that people wrote on the project, a line each, quoted and not interpreted. */
function quoteRequirements(draft: DesignDraft, requirements: string): void {
  const lines = requirements
    .split('\n')
    .map((line) => line.replace(/^[\s\-*•\d.)]+/, '').trim())
    .filter((line) => line !== '');
  for (const line of lines.slice(0, maximumRequirements)) {
    const text = `Asked for on the project: “${shorten(line, requirementLength)}”.`;
    draft.state('requirements', text, { rule: 'requirements.stated', sources: ['project.requirements'] });
  }
}

/** What the assessment advises against its gravest risks. */
function answerRisks(draft: DesignDraft, risks: DesignInput['report']['risks']): void {
  const grave = risks.filter(({ rating }) => rating >= graveRating).slice(0, maximumRisks);
  for (const { id, title, rating, mitigation, statement } of grave) {
    const text = `Against the risk “${title}” (${rating} of 9): ${mitigation.replace(/\.$/, '')}.`;
    draft.state('security', text, { rule: 'security.risk', sources: [...statement.sources, id] });
  }
}

function addOwnFields(draft: DesignDraft, evaluation: Evaluation): void {
  const useCase = chooseUseCase(evaluation.facts, String(evaluation.words.get('useCase')?.value ?? ''));
  const entity = draft.entities.find(({ id }) => id === evaluation.words.get('entity')?.value);
  if (useCase && entity) entity.fields = [...patternOf(useCase).fields, ...entity.fields];
}

/**
 * The solution that follows from a report by the rules of the catalogue. The same input gives the same design.
 * @param onSection told each section as it is done
 */
export async function buildDesign(
  { report, project }: DesignInput,
  changes: DesignChanges,
  onSection: (section: DesignSectionId) => Promise<void>,
): Promise<Design> {
  const facts = new DesignFacts(report);
  const words = findWords(facts, changes.words);
  const evaluation = { facts, words };
  const draft = new DesignDraft(evaluation, changes);
  let cost: Design['cost'] = estimateCost([], words);
  for (const section of designSectionIds) {
    if (section === 'cost') {
      cost = estimateCost(draft.components, words);
      addCostWords(words, cost, facts);
    }
    for (const rule of rulesOf(section, facts, changes.connect)) draft.apply(rule);
    if (section === 'requirements' && project.requirements) quoteRequirements(draft, project.requirements);
    if (section === 'security') answerRisks(draft, report.risks);
    if (section === 'data') addOwnFields(draft, evaluation);
    await onSection(section);
  }
  draft.finish();
  const useCase = chooseUseCase(facts, String(changes.words.useCase ?? ''));
  return {
    schemaVersion: 1,
    project: { id: project.id, name: project.name },
    useCase: useCase ? { id: useCase.id, title: useCase.title } : null,
    sections: designSectionIds.map((section) => describeSection(section, draft, facts)),
    components: draft.components,
    entities: draft.entities,
    integrations: draft.integrations,
    businessRules: draft.businessRules,
    decisions: draft.decisions,
    cost,
    openQuestions: draft.openQuestions,
  };
}
