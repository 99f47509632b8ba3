import type { Design } from './schema.ts';

const usd = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const many = (count: number, one: string, more = `${one}s`) => `${count} ${count === 1 ? one : more}`;

/** What a sponsor reads when reading nothing else. */
export function summarizeDesign(design: Design): string[] {
  const { useCase, sections, components, integrations, businessRules, cost, openQuestions } = design;
  const open = sections.filter(({ completeness }) => completeness === 'needs input').map(({ title }) => title);
  return [
    useCase
      ? `It designs: ${useCase.title}.`
      : 'The assessment ranks no use case: only what holds for every agent is designed.',
    `${many(components.length, 'component')}, ${many(integrations.length, 'integration')}, ${many(businessRules.length, 'business rule')}.`,
    cost.items.length > 0
      ? `About USD ${usd.format(cost.monthlyUsd)} a month at list prices of ${cost.pricesOf}.`
      : 'No cost can be computed yet.',
    open.length > 0 ? `Sections that need input: ${open.join(', ')}.` : 'No section lacks the answers it rests on.',
    `${many(openQuestions.length, 'open question')}.`,
  ];
}
