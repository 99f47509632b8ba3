import type { TopicId } from '#lib/domain/assessment/dimensions';
import { any, type FactTest, has, of, uses } from '#lib/domain/assessment/fact-test';

/** A kind of work that agents do well. `topics` are what it needs to succeed; `handlesPeople`: it decides about persons. */
export type UseCaseRule = {
  id: string;
  title: string;
  practice: string;
  /** 1 to 5: what it brings by experience, before anything about the organization is known. */
  baseValue: 2 | 3;
  topics: readonly TopicId[];
  goals: readonly string[];
  handlesPeople: boolean;
  /** Signs, other than being named, that the organization has such work. */
  alsoWhen?: FactTest;
};

const platform = 'technical.data.platform';
const systems = 'technical.integration.systems';

export const useCaseCatalogue: readonly UseCaseRule[] = [
  {
    id: 'documents',
    title: 'Read incoming documents and file their data',
    practice: 'process-documents',
    baseValue: 3,
    topics: ['technical.data', 'technical.integration', 'business.process'],
    goals: ['goal-cost', 'goal-speed'],
    handlesPeople: false,
    alsoWhen: any(of(platform, has('paper-records')), of('technical.integration.apis', has('manual-exchange'))),
  },
  {
    id: 'support',
    title: 'Answer customer requests and draft replies',
    practice: 'process-support',
    baseValue: 3,
    topics: ['technical.data', 'technical.integration', 'governance.oversight', 'business.change'],
    goals: ['goal-experience', 'goal-speed', 'goal-cost'],
    handlesPeople: false,
    alsoWhen: of(systems, uses('zendesk', 'freshdesk', 'intercom', 'genesys', 'amazon-connect')),
  },
  {
    id: 'clinical-notes',
    title: 'Draft clinical letters and codes for a physician to sign',
    practice: 'process-clinical-notes',
    baseValue: 3,
    topics: [
      'technical.data',
      'technical.security',
      'governance.compliance',
      'governance.oversight',
      'business.change',
    ],
    goals: ['goal-capacity', 'goal-speed'],
    handlesPeople: true,
  },
  {
    id: 'scheduling',
    title: 'Propose appointments, rosters and resources',
    practice: 'process-scheduling',
    baseValue: 2,
    topics: ['technical.data', 'technical.integration', 'business.process', 'business.change'],
    goals: ['goal-capacity', 'goal-experience'],
    handlesPeople: true,
  },
  {
    id: 'claims',
    title: 'Prepare cases and claims for decision',
    practice: 'process-claims',
    baseValue: 3,
    topics: ['technical.data', 'technical.integration', 'governance.risk', 'governance.oversight', 'business.process'],
    goals: ['goal-speed', 'goal-cost'],
    handlesPeople: true,
  },
  {
    id: 'onboarding',
    title: 'Collect and check documents of new customers',
    practice: 'process-onboarding',
    baseValue: 3,
    topics: ['technical.integration', 'technical.security', 'governance.compliance', 'governance.oversight'],
    goals: ['goal-speed', 'goal-revenue', 'goal-compliance'],
    handlesPeople: true,
  },
  {
    id: 'fraud',
    title: 'Investigate alerts and suspicious transactions',
    practice: 'process-fraud',
    baseValue: 3,
    topics: ['technical.data', 'technical.infrastructure', 'governance.risk', 'governance.oversight'],
    goals: ['goal-compliance', 'goal-cost'],
    handlesPeople: true,
  },
  {
    id: 'knowledge',
    title: 'Answer questions from internal knowledge, with sources',
    practice: 'process-knowledge',
    baseValue: 3,
    topics: ['technical.data', 'governance.policy', 'technical.security'],
    goals: ['goal-speed', 'goal-capacity'],
    handlesPeople: false,
    alsoWhen: any(
      of(platform, uses('sharepoint', 'confluence', 'google-drive')),
      of(systems, uses('confluence', 'notion', 'microsoft-365')),
    ),
  },
  {
    id: 'software',
    title: 'Review, test and migrate code',
    practice: 'process-software',
    baseValue: 2,
    topics: ['technical.infrastructure', 'technical.skills', 'technical.security'],
    goals: ['goal-speed', 'goal-capacity'],
    handlesPeople: false,
    alsoWhen: of('technical.infrastructure.ai', uses('github-copilot', 'claude-code')),
  },
  {
    id: 'it-operations',
    title: 'Triage alerts and resolve routine tickets in IT',
    practice: 'process-it-operations',
    baseValue: 2,
    topics: ['technical.infrastructure', 'technical.integration', 'governance.oversight'],
    goals: ['goal-capacity', 'goal-cost'],
    handlesPeople: false,
    alsoWhen: of(systems, uses('servicenow', 'jira-service-management')),
  },
  {
    id: 'reporting',
    title: 'Assemble recurring reports and reconcile figures',
    practice: 'process-reporting',
    baseValue: 3,
    topics: ['technical.data', 'business.goals', 'governance.policy'],
    goals: ['goal-speed', 'goal-quality', 'goal-compliance'],
    handlesPeople: false,
  },
  {
    id: 'forecasting',
    title: 'Forecast demand and plan stock or maintenance',
    practice: 'process-forecasting',
    baseValue: 2,
    topics: ['technical.data', 'technical.infrastructure', 'technical.skills'],
    goals: ['goal-cost', 'goal-quality'],
    handlesPeople: false,
  },
  {
    id: 'sales',
    title: 'Draft proposals and keep customer records current',
    practice: 'process-sales',
    baseValue: 2,
    topics: ['technical.data', 'technical.integration', 'business.process'],
    goals: ['goal-revenue'],
    handlesPeople: false,
  },
  {
    id: 'hr',
    title: 'Answer staff questions and prepare personnel files',
    practice: 'process-hr',
    baseValue: 2,
    topics: ['governance.compliance', 'governance.policy', 'business.change'],
    goals: ['goal-capacity', 'goal-experience'],
    handlesPeople: true,
  },
  {
    id: 'procurement',
    title: 'Compare offers and process orders',
    practice: 'process-procurement',
    baseValue: 2,
    topics: ['technical.integration', 'business.process', 'commercial.vendors'],
    goals: ['goal-cost'],
    handlesPeople: false,
  },
];
