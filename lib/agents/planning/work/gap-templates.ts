import type { Days, Topic } from './draft-task.ts';

/** What cannot begin before a gap is closed. */
export type Stage = 'design' | 'build' | 'integrate' | 'verify' | 'release' | 'operate';

export type GapWork = {
  days: Days;
  before: Stage;
  topics: readonly Topic[];
  /** Time that passes, whoever works. */
  isElapsed?: true;
  /** Keys of tasks that it has to wait for. */
  after?: readonly string[];
};

/** Work of the remedy that the question bank names for an answer of level 1 or 2, by question. */
export const gapWork: Readonly<Record<string, GapWork>> = {
  'technical.data.platform': { days: [8, 15, 30], before: 'verify', topics: ['data'], after: ['environment'] },
  'technical.data.quality': { days: [5, 10, 25], before: 'verify', topics: ['data'] },
  'technical.data.access': { days: [3, 6, 12], before: 'integrate', topics: ['data', 'decision'] },
  'technical.infrastructure.hosting': {
    days: [3, 8, 20],
    before: 'build',
    topics: ['infrastructure'],
    after: ['procurement'],
  },
  'technical.integration.apis': { days: [5, 12, 30], before: 'integrate', topics: ['integration'] },
  'technical.integration.systems': { days: [1, 3, 6], before: 'design', topics: ['integration', 'decision'] },
  'technical.integration.legacy': { days: [5, 15, 40], before: 'integrate', topics: ['integration'] },
  'technical.security.identity': { days: [5, 10, 25], before: 'verify', topics: ['security'] },
  'technical.security.protection': { days: [5, 10, 20], before: 'release', topics: ['security'] },
  'technical.security.incidents': { days: [3, 6, 15], before: 'integrate', topics: ['security'] },
  'technical.skills.team': { days: [3, 8, 20], before: 'build', topics: [] },
  'governance.policy.ai': { days: [3, 6, 15], before: 'build', topics: ['compliance', 'decision'] },
  'governance.policy.data': { days: [3, 8, 20], before: 'integrate', topics: ['compliance', 'data'] },
  'governance.risk.process': { days: [3, 6, 12], before: 'verify', topics: ['compliance'] },
  'governance.compliance.regulations': { days: [2, 5, 12], before: 'design', topics: ['compliance'] },
  'governance.compliance.personal-data': { days: [2, 5, 10], before: 'integrate', topics: ['compliance', 'data'] },
  'governance.compliance.dpo': { days: [5, 10, 20], before: 'integrate', topics: ['compliance'] },
  'governance.compliance.residency': { days: [1, 3, 8], before: 'build', topics: ['compliance', 'decision'] },
  'governance.oversight.human': { days: [1, 3, 6], before: 'design', topics: ['requirements', 'decision'] },
  'governance.oversight.monitoring': { days: [2, 5, 10], before: 'release', topics: ['infrastructure'] },
  'governance.oversight.accountability': { days: [1, 2, 6], before: 'build', topics: ['decision'] },
  'business.goals.objectives': { days: [1, 3, 6], before: 'design', topics: ['decision'] },
  'business.goals.measure': { days: [15, 20, 30], before: 'release', topics: [], isElapsed: true },
  'business.value.effort': { days: [15, 20, 30], before: 'release', topics: [], isElapsed: true },
  'business.process.candidates': { days: [1, 2, 4], before: 'design', topics: ['requirements'] },
  'business.process.documented': { days: [2, 5, 12], before: 'design', topics: ['requirements'] },
  'business.sponsorship.sponsor': { days: [2, 5, 15], before: 'build', topics: ['decision'] },
  'business.sponsorship.cadence': { days: [0.5, 1, 2], before: 'design', topics: ['decision'] },
  'business.change.readiness': { days: [2, 4, 10], before: 'release', topics: ['people'] },
  'business.change.plan': { days: [3, 6, 12], before: 'release', topics: ['people'] },
  'business.change.representation': { days: [3, 8, 20], before: 'release', topics: ['people', 'decision'] },
  'commercial.budget.amount': { days: [2, 5, 15], before: 'build', topics: ['decision'] },
  'commercial.timeline.target': { days: [1, 2, 4], before: 'design', topics: ['decision'] },
  'commercial.timeline.constraints': { days: [1, 2, 5], before: 'build', topics: ['decision'] },
  'commercial.vendors.existing': { days: [2, 5, 10], before: 'build', topics: ['decision'] },
  'commercial.vendors.exit': { days: [2, 5, 10], before: 'release', topics: ['agent'] },
  'commercial.model.economics': { days: [3, 6, 12], before: 'build', topics: ['decision'] },
  'commercial.model.operation': { days: [1, 3, 8], before: 'release', topics: ['decision'] },
};

/** Gaps that a task closes which every plan has: the purchase, the pipeline, the pilot. */
export const gapsWithOwnTask: Readonly<Record<string, string>> = {
  'technical.infrastructure.automation': 'environment',
  'technical.infrastructure.ai': 'pilot',
  'technical.skills.training': 'training',
  'commercial.budget.approval': 'budget',
  'commercial.vendors.procurement': 'procurement',
};

/** Work of a gap that the table does not know, by its severity. */
export const gapWorkBySeverity = {
  high: { days: [3, 6, 12], before: 'release', topics: [] },
  medium: { days: [2, 4, 8], before: 'release', topics: [] },
  low: { days: [1, 2, 5], before: 'release', topics: [] },
} as const satisfies Record<string, GapWork>;

/** Work of a risk's mitigation where gaps do not cover all of its answers, by the risk's id. */
export const mitigationWork: Readonly<Record<string, GapWork>> = {
  'R-harm': { days: [4, 8, 15], before: 'verify', topics: ['requirements', 'cases'] },
  'R-unchecked': { days: [1, 2, 4], before: 'design', topics: ['requirements'] },
  'R-no-dpia': { days: [5, 10, 20], before: 'integrate', topics: ['compliance'] },
  'R-shadow-ai': { days: [2, 4, 8], before: 'release', topics: ['security'] },
  'R-key-person': { days: [2, 5, 10], before: 'operate', topics: [] },
  'R-integration': { days: [0.5, 1, 2], before: 'design', topics: ['decision'] },
  'R-adoption': { days: [1, 2, 5], before: 'design', topics: ['people'] },
  'R-costly-error': { days: [1, 2, 4], before: 'design', topics: ['requirements', 'decision'] },
  'R-ai-act': { days: [2, 4, 10], before: 'design', topics: ['compliance'] },
};

/** Work of any other risk, where no gap covers it. */
export const otherMitigationWork: GapWork = { days: [1, 2, 5], before: 'release', topics: [] };
