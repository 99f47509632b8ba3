import { questionsOf, type ReportInput, withEvidence } from './report-input.ts';
import type { Risk } from './report-model.ts';
import { type RiskRule, riskCatalogue } from './risk-catalogue.ts';

/** The answers that the rule looks at, each once. */
function sourcesOf(rule: RiskRule, input: ReportInput): string[] {
  return [...new Set(questionsOf(rule.when))].filter((id) => input.answer(id));
}

/** The risks that the answers bring about, the gravest first. */
export function findRisks(input: ReportInput): Risk[] {
  const risks = riskCatalogue.flatMap((rule): Risk[] => {
    if (!input.holds(rule.when)) return [];
    const sources = sourcesOf(rule, input);
    const values = sources.flatMap((id) => input.value(id) ?? []).join('; ');
    const statement = {
      id: `risk-${rule.id}`,
      text: `${withEvidence(rule.because, values)}.`,
      sources: input.references(sources),
    };
    const { id, title, likelihood, impact, mitigation, owner } = rule;
    return [{ id: `R-${id}`, title, likelihood, impact, rating: likelihood * impact, statement, mitigation, owner }];
  });
  return risks.toSorted((left, right) => right.rating - left.rating);
}
