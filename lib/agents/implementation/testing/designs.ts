import type { BusinessRule, Design } from '../../design/schema.ts';
import type { ImplementationInput } from '../schema.ts';

type Field = Design['entities'][number]['fields'][number];

function field(name: string, type: Field['type'], marks = ''): Field {
  return { name, type, isRequired: marks.includes('required'), isPersonal: marks.includes('personal') };
}

function component(
  id: string,
  kind: Design['components'][number]['kind'],
  name: string,
  technology: string,
  dependsOn: string[] = [],
): Design['components'][number] {
  return {
    id,
    name,
    kind,
    purpose: `${name} of the solution.`,
    technology,
    rule: `component.${kind}`,
    sources: ['A3'],
    dependsOn,
  };
}

function rule(
  id: string,
  title: string,
  entity: string,
  kind: BusinessRule['kind'],
  parameters: BusinessRule['parameters'],
): BusinessRule {
  return { id, title, entity, kind, parameters, sources: ['A7', 'risk.privacy'] };
}

const claims: Design = {
  schemaVersion: 1,
  project: { id: 'p-1', name: 'Claims triage' },
  useCase: { id: 'claims', title: 'Triage of incoming insurance claims' },
  sections: [
    {
      id: 'context',
      title: 'Context',
      completeness: 'complete',
      missing: [],
      statements: [{ id: 'S1', text: '120 claims a day are read by hand.', rule: 'context.volume', sources: ['A1'] }],
    },
  ],
  components: [
    component('portal', 'interface', 'Claims portal', 'API Gateway', ['triage-agent']),
    component('triage-agent', 'agent', 'Triage agent', 'Amazon Bedrock', ['policies', 'claims-store', 'review']),
    component('claims-store', 'store', 'Claims store', 'Amazon DynamoDB'),
    component('intake-queue', 'queue', 'Intake queue', 'Amazon SQS', ['claims-store']),
    component('intake', 'function', 'Intake function', 'AWS Lambda', ['intake-queue']),
    component('core', 'connector', 'Core system connector', 'REST'),
    component('policies', 'knowledge-base', 'Policy library', 'Bedrock Knowledge Bases'),
    component('users', 'identity', 'Sign-in', 'Amazon Cognito'),
    component('review', 'approval', 'Human review', 'AWS Step Functions'),
    component('watch', 'monitoring', 'Monitoring', 'Amazon CloudWatch'),
  ],
  entities: [
    {
      id: 'claim',
      name: 'Claim',
      component: 'claims-store',
      retentionDays: 730,
      sources: ['A1'],
      fields: [
        field('Policy number', 'string', 'required'),
        field('Claimant e-mail', 'string', 'personal'),
        field('Claim amount', 'number', 'required'),
        field('Incident date', 'date', 'required'),
        field('Country', 'string'),
        field('Is urgent', 'boolean'),
        field('Attachments', 'list'),
      ],
    },
    {
      id: 'note',
      name: 'Adjuster note',
      component: 'claims-store',
      retentionDays: null,
      sources: ['A2'],
      fields: [field('Text', 'string', 'required'), field('Confidence', 'number')],
    },
  ],
  integrations: [
    {
      id: 'guidewire',
      system: 'Guidewire ClaimCenter',
      direction: 'both',
      pattern: 'api',
      component: 'core',
      rule: 'integration.api',
      sources: ['A4'],
    },
    {
      id: 'archive',
      system: 'Document archive',
      direction: 'write',
      pattern: 'file',
      component: 'core',
      rule: 'integration.file',
      sources: ['A5'],
    },
  ],
  businessRules: [
    rule('BR1', 'Large claims need two approvals', 'claim', 'approval-required', {
      field: 'Claim amount',
      above: 5000,
      role: 'claims-manager',
      approvals: 2,
    }),
    rule('BR2', 'Claims stay below the cover', 'claim', 'threshold', {
      field: 'Claim amount',
      maximum: 250_000,
      unit: 'EUR',
    }),
    rule('BR3', 'Unsure notes are reviewed', 'note', 'threshold', {
      field: 'Confidence',
      operator: '>=',
      value: 0.8,
      effect: 'approval',
      role: 'adjuster',
    }),
    rule('BR4', 'Foreign claims name the country', 'claim', 'required-field', {
      field: 'Country',
      whenField: 'Is urgent',
      whenEquals: true,
    }),
    rule('BR5', 'Claims are kept two years', 'claim', 'retention', { days: 730 }),
    rule('BR6', 'Claimants stay private', 'claim', 'mask-personal-data', {
      visibleTo: 'claims-manager, auditor',
      keepLast: 4,
    }),
    rule('BR7', 'Data stays in Frankfurt', 'claim', 'residency', { regions: 'eu-central-1, eu-central-2' }),
    rule('BR8', 'No floods', 'claim', 'rate-limit', { limit: 30, per: 'minute' }),
  ],
  decisions: [],
  cost: { pricesOf: '2026-11-01', items: [], monthlyUsd: 0, assumptions: [] },
  openQuestions: [],
};

const discharge: Design = {
  ...claims,
  project: { id: 'p-2', name: 'Krankenhaus-Entlassbriefe' },
  useCase: { id: 'letters', title: 'Drafts of discharge letters' },
  components: [
    component('letters', 'store', 'Letters', 'Amazon DynamoDB'),
    component('drafting', 'agent', 'Drafting agent', 'Amazon Bedrock', ['letters']),
  ],
  entities: [
    {
      id: 'letter',
      name: 'Entlassbrief',
      component: 'letters',
      retentionDays: 3650,
      sources: ['A9'],
      fields: [
        field('Patientenname', 'string', 'required personal'),
        field('Liegezeit (Tage)', 'number'),
        field('Befund', 'string', 'required'),
      ],
    },
  ],
  integrations: [],
  businessRules: [
    rule('R-1', 'Every letter is signed by a physician', 'letter', 'approval-required', { role: 'physician' }),
    rule('R-2', 'Names are masked', 'letter', 'mask-personal-data', {}),
    rule('R-3', 'Stay is positive', 'letter', 'threshold', { field: 'Liegezeit (Tage)', operator: 'above', value: 0 }),
    rule('R-4', 'Diagnosis is there', 'letter', 'required-field', { field: 'Befund' }),
    rule('R-5', 'Letters are kept ten years', 'letter', 'retention', { years: 10 }),
    rule('R-6', 'Of no use', 'unknown entity', 'retention', { days: 3 }),
    rule('R-7', 'Of no number', 'letter', 'threshold', { field: 'Befund', maximum: 3 }),
  ],
  openQuestions: [{ id: 'Q1', text: 'Who may see the letters?', section: 'security' }],
};

/** The plan that goes with a design: one task per component. */
function planFor(design: Design): ImplementationInput['plan'] {
  const estimate = { optimistic: 1, mostLikely: 2, pessimistic: 3, expected: 2, standardDeviation: 1 / 3 };
  return {
    schemaVersion: 1,
    project: design.project,
    startDate: '2026-12-01',
    endDate: '2027-02-26',
    tasks: design.components.map((one, index) => ({
      id: `T${index + 1}`,
      wbs: `2.${index + 1}`,
      name: `Build ${one.name}`,
      phase: 'Build',
      role: 'Engineer',
      components: [one.id],
      dependsOn: [],
      estimate,
      start: '2026-12-01',
      end: '2026-12-02',
      slackDays: 0,
      isCritical: index === 0,
      sources: one.sources,
    })),
    criticalPath: ['T1'],
    duration: { expectedDays: 40, p10Days: 35, p90Days: 48 },
    effort: { expectedDays: 60, byRole: [{ role: 'Engineer', days: 60 }] },
    milestones: [{ id: 'M1', name: 'Pilot', date: '2027-02-26', after: ['T1'] }],
    risks: [],
    assumptions: [],
  };
}

/** A report with one answer, which many elements of the designs cite. */
function reportFor({ project }: Design): ImplementationInput['report'] {
  return {
    schemaVersion: 1,
    generatedAt: '2026-11-21T09:00:00.000Z',
    project,
    status: { answered: 1, skipped: 0, open: 0, finishedEarly: true },
    summary: [],
    scores: { overall: null, dimensions: [] },
    gaps: [],
    risks: [],
    useCases: [],
    nextSteps: [],
    unanswered: [],
    answers: [
      {
        ref: 'A7',
        questionId: 'governance.oversight.approval',
        title: 'Approval',
        question: 'Who approves?',
        dimension: 'governance',
        topic: 'governance.oversight',
        status: 'answered',
        value: 'two managers',
        facts: [],
        quote: 'Anything above five thousand needs two managers.',
        certainty: 'certain',
        source: { messageId: 'm-7', sentAt: '2026-11-20T10:00:00.000Z' },
        level: 3,
        why: 'A rule is in force.',
      },
    ],
    traceability: [
      { statement: 'risk.privacy', text: 'Personal data may leak.', sources: ['A7'], questionIds: ['governance.risk'] },
    ],
  };
}

function inputOf(design: Design): ImplementationInput {
  return { report: reportFor(design), design, plan: planFor(design), project: design.project };
}

/** Insurance claims: every kind of component and rule. */
export const claimsInput: ImplementationInput = inputOf(claims);

/** A hospital's letters: few components, names with umlauts, two rules that cannot become code. */
export const dischargeInput: ImplementationInput = inputOf(discharge);
