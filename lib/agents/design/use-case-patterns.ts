import { type FieldDraft, field } from './rules/rule.ts';

/** How a kind of work is built: its agent, the thing it works on, and what one case takes. */
export type UseCasePattern = {
  /** Of the assessment's catalogue of use cases. */
  id: string;
  agent: string;
  purpose: string;
  /** One and many of what is worked on. */
  noun: readonly [string, string];
  fields: readonly FieldDraft[];
  /** `writing`: long text that has to be right; `reading`: finding, sorting and extracting. */
  task: 'writing' | 'reading';
  /** Assumed size of one case. */
  tokens: { input: number; output: number };
  pages?: number;
  direction: 'read' | 'both';
};

const text = (name: string, marks: Parameters<typeof field>[2] = '') => field(name, 'string', marks);

export const useCasePatterns: readonly UseCasePattern[] = [
  {
    id: 'clinical-notes',
    agent: 'Clinical drafting agent',
    purpose: 'Drafts the letter and proposes codes from the record of the stay; the record stays the source',
    noun: ['clinical letter', 'clinical letters'],
    fields: [
      text('Patient number', 'required personal'),
      text('Patient name', 'personal'),
      field('Admitted on', 'date', 'required'),
      field('Discharged on', 'date'),
      field('Diagnosis codes', 'list'),
      field('Medication', 'list', 'personal'),
      text('Draft', 'required personal'),
    ],
    task: 'writing',
    tokens: { input: 9_000, output: 1_400 },
    direction: 'both',
  },
  {
    id: 'support',
    agent: 'Support reply agent',
    purpose: 'Classifies a request, finds the answer in the playbooks and drafts the reply',
    noun: ['support ticket', 'support tickets'],
    fields: [
      text('Ticket number', 'required'),
      text('Customer e-mail', 'required personal'),
      text('Topic', 'required'),
      text('Question', 'required personal'),
      text('Reply', ''),
      field('Received at', 'date', 'required'),
    ],
    task: 'reading',
    tokens: { input: 4_500, output: 450 },
    direction: 'both',
  },
  {
    id: 'documents',
    agent: 'Document reading agent',
    purpose: 'Reads incoming documents, checks their data and files them',
    noun: ['incoming document', 'incoming documents'],
    fields: [
      text('Document number', 'required'),
      text('Document kind', 'required'),
      text('Sender', 'personal'),
      field('Received on', 'date', 'required'),
      field('Total', 'number'),
      field('Extracted lines', 'list'),
    ],
    task: 'reading',
    tokens: { input: 5_000, output: 700 },
    pages: 3,
    direction: 'both',
  },
  {
    id: 'scheduling',
    agent: 'Scheduling agent',
    purpose: 'Proposes slots and rosters that keep to capacity and rules',
    noun: ['booking', 'bookings'],
    fields: [
      text('Resource', 'required'),
      text('Booked for', 'required personal'),
      field('Starts at', 'date', 'required'),
      field('Minutes', 'number', 'required'),
    ],
    task: 'reading',
    tokens: { input: 3_000, output: 300 },
    direction: 'both',
  },
  {
    id: 'claims',
    agent: 'Claims preparation agent',
    purpose: 'Collects what a claim needs, checks it against the terms and prepares the decision',
    noun: ['claim', 'claims'],
    fields: [
      text('Claim number', 'required'),
      text('Claimant', 'required personal'),
      field('Claimed sum', 'number', 'required'),
      field('Happened on', 'date', 'required'),
      text('Proposed decision', ''),
    ],
    task: 'writing',
    tokens: { input: 8_000, output: 900 },
    pages: 6,
    direction: 'both',
  },
  {
    id: 'onboarding',
    agent: 'Onboarding agent',
    purpose: 'Collects and checks the documents of a new customer and prepares the acceptance',
    noun: ['application', 'applications'],
    fields: [
      text('Application number', 'required'),
      text('Applicant', 'required personal'),
      field('Born on', 'date', 'personal'),
      field('Documents', 'list', 'required'),
      text('Result of checks', ''),
    ],
    task: 'reading',
    tokens: { input: 6_000, output: 500 },
    pages: 4,
    direction: 'both',
  },
  {
    id: 'fraud',
    agent: 'Alert investigation agent',
    purpose: 'Gathers what is known about an alert and proposes to close or to escalate it',
    noun: ['alert', 'alerts'],
    fields: [
      text('Alert number', 'required'),
      text('Account', 'required personal'),
      field('Score', 'number', 'required'),
      field('Raised at', 'date', 'required'),
      text('Proposal', ''),
    ],
    task: 'reading',
    tokens: { input: 6_500, output: 600 },
    direction: 'read',
  },
  {
    id: 'knowledge',
    agent: 'Knowledge agent',
    purpose: 'Answers questions of staff from internal documents and names the passages',
    noun: ['question', 'questions'],
    fields: [text('Question', 'required'), text('Answer', ''), text('Asked by', 'personal'), field('Rating', 'number')],
    task: 'reading',
    tokens: { input: 5_500, output: 400 },
    direction: 'read',
  },
  {
    id: 'software',
    agent: 'Code review agent',
    purpose: 'Reviews changes, proposes tests and prepares migrations as pull requests',
    noun: ['code change', 'code changes'],
    fields: [
      text('Repository', 'required'),
      text('Revision', 'required'),
      field('Findings', 'list'),
      text('Author', 'personal'),
    ],
    task: 'writing',
    tokens: { input: 15_000, output: 1_500 },
    direction: 'both',
  },
  {
    id: 'it-operations',
    agent: 'Operations triage agent',
    purpose: 'Sorts alerts, finds the runbook and carries out its harmless steps',
    noun: ['operations ticket', 'operations tickets'],
    fields: [
      text('Ticket number', 'required'),
      text('Service', 'required'),
      field('Severity', 'number', 'required'),
      text('Runbook step', ''),
    ],
    task: 'reading',
    tokens: { input: 4_000, output: 400 },
    direction: 'both',
  },
  {
    id: 'reporting',
    agent: 'Reporting agent',
    purpose: 'Assembles recurring reports, reconciles their figures and explains differences',
    noun: ['report', 'reports'],
    fields: [
      text('Report name', 'required'),
      field('Period ends on', 'date', 'required'),
      field('Figures', 'list', 'required'),
      text('Commentary', ''),
    ],
    task: 'writing',
    tokens: { input: 10_000, output: 1_200 },
    direction: 'read',
  },
  {
    id: 'forecasting',
    agent: 'Forecast explanation agent',
    purpose: 'Runs the forecast, explains it and proposes stock or maintenance',
    noun: ['forecast', 'forecasts'],
    fields: [
      text('Series', 'required'),
      field('Forecast for', 'date', 'required'),
      field('Expected value', 'number', 'required'),
      text('Explanation', ''),
    ],
    task: 'reading',
    tokens: { input: 3_500, output: 400 },
    direction: 'read',
  },
  {
    id: 'sales',
    agent: 'Proposal agent',
    purpose: 'Drafts proposals from what was won before and keeps the customer record current',
    noun: ['proposal', 'proposals'],
    fields: [
      text('Opportunity', 'required'),
      text('Contact', 'required personal'),
      field('Offered sum', 'number'),
      text('Draft', 'required'),
    ],
    task: 'writing',
    tokens: { input: 12_000, output: 2_000 },
    direction: 'both',
  },
  {
    id: 'hr',
    agent: 'Staff service agent',
    purpose: 'Answers questions of staff and prepares personnel files',
    noun: ['staff request', 'staff requests'],
    fields: [
      text('Request number', 'required'),
      text('Employee', 'required personal'),
      text('Subject', 'required'),
      text('Answer', ''),
    ],
    task: 'reading',
    tokens: { input: 4_000, output: 400 },
    direction: 'both',
  },
  {
    id: 'procurement',
    agent: 'Procurement agent',
    purpose: 'Compares offers by the stated criteria and prepares the order',
    noun: ['purchase request', 'purchase requests'],
    fields: [
      text('Request number', 'required'),
      text('Supplier', 'required'),
      field('Offered price', 'number', 'required'),
      field('Offers', 'list'),
    ],
    task: 'reading',
    tokens: { input: 7_000, output: 700 },
    pages: 5,
    direction: 'both',
  },
];

/** For work that the person described in words of their own. */
export const ownPattern: UseCasePattern = {
  id: 'own',
  agent: 'Task agent',
  purpose: 'Prepares the work that was described, step by step, for a person to take over',
  noun: ['case', 'cases'],
  fields: [
    text('Case number', 'required'),
    text('Subject', 'required'),
    field('Received at', 'date', 'required'),
    text('Result', ''),
  ],
  task: 'writing',
  tokens: { input: 6_000, output: 800 },
  direction: 'read',
};
