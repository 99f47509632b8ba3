import { any, has, lacks, of, polarity } from '#lib/domain/assessment/fact-test';
import { ask } from '../questions.ts';
import { type DesignRule, either, every, field, forUseCase, known, unanswered, unless } from './rule.ts';

const section = 'security';
const law = (...ids: string[]) => of(ask.regulations, has(...ids));
const isPersonal = of(ask.personalData, has('personal-data', 'health-data', 'payment-data'));

export const complianceRules: readonly DesignRule[] = [
  {
    id: 'security.residency',
    section,
    when: known('regions'),
    says: 'Data stays in {place}: it is stored and sent to models only in {regions}.',
    about: [ask.residency],
    businessRules: [
      {
        id: 'data-region',
        title: 'Data stays in {place}',
        entity: '{entity}',
        kind: 'residency',
        parameters: { regions: { word: 'regions' } },
      },
    ],
    decision: {
      id: 'region',
      title: 'Region',
      choice: '{region}, with regional model endpoints',
      alternatives: [
        { name: 'Global model endpoints', why: 'A tenth cheaper, but text may be processed outside {place}' },
      ],
    },
  },
  {
    id: 'security.residency-one-country',
    section,
    when: every(known('inferenceArea'), forUseCase()),
    about: [ask.residency],
    asks: 'Newer models on Amazon Bedrock answer from several regions of {inferenceArea}: may text be processed there, or is a model needed that runs in {region} alone?',
  },
  {
    id: 'security.residency-unclear',
    section,
    when: every(of(ask.residency, has('data-residency')), unless(known('regions'))),
    says: 'Data has to stay in a region ({governance.compliance.residency}), and no AWS region follows from the words.',
    asks: 'In which country or AWS regions must the data stay?',
  },
  {
    id: 'security.residency-unknown',
    section,
    when: every(unanswered(ask.residency), either(isPersonal, unanswered(ask.personalData))),
    asks: 'Must the data stay in a certain country, and may it be sent to a model there?',
  },
  {
    id: 'security.gdpr',
    section,
    when: every(forUseCase(), law('gdpr')),
    says: 'Under GDPR, a person’s data can be found and deleted across all entities by one key, and each processing has its purpose written down.',
  },
  {
    id: 'security.hipaa',
    section,
    when: every(forUseCase(), law('hipaa')),
    says: 'Under HIPAA only services under the business associate agreement touch health data, and each access is logged.',
    asks: 'Is the business associate agreement with AWS signed for the account?',
  },
  {
    id: 'security.pci',
    section,
    when: law('pci-dss'),
    says: 'To stay out of the scope of PCI DSS, card numbers never reach the agent: the token service replaces them before.',
  },
  {
    id: 'security.dora',
    section,
    when: law('dora'),
    says: 'For DORA the model provider is entered in the register of third parties, and the exit from it is tested once a year.',
  },
  {
    id: 'security.financial',
    section,
    when: law('financial-regulation'),
    says: 'As financial regulation applies, what the agent proposed and what was decided can be shown for {logDays} days ({logLaw}).',
    businessRules: [
      {
        id: 'log-retention',
        title: 'Decisions are kept {logDays} days',
        entity: 'decision-entry',
        kind: 'retention',
        parameters: { days: { word: 'logDays' } },
      },
    ],
  },
  {
    id: 'security.log-law',
    section,
    when: every(known('logDays'), unless(law('financial-regulation'))),
    says: 'The decision log is kept {logDays} days ({logLaw}).',
    businessRules: [
      {
        id: 'log-retention',
        title: 'Decisions are kept {logDays} days',
        entity: 'decision-entry',
        kind: 'retention',
        parameters: { days: { word: 'logDays' } },
      },
    ],
  },
  {
    id: 'security.log-unknown',
    section,
    when: unless(known('logDays')),
    about: [ask.regulations],
    asks: 'For how long must decisions and their reasons be kept?',
  },
  {
    id: 'security.nis2',
    section,
    when: law('nis2'),
    says: 'NIS2 asks for a first report of a serious incident within 24 hours: an alarm of the agent opens the record that the report is written from.',
    entities: [
      {
        id: 'incident-record',
        name: 'Incident record',
        component: 'decision-log',
        fields: [
          field('Noticed at', 'date', 'required'),
          field('Description', 'string', 'required'),
          field('Reported at', 'date'),
          field('Hours to report', 'number'),
        ],
      },
    ],
    businessRules: [
      {
        id: 'report-in-time',
        title: 'Incidents are reported within 24 hours',
        entity: 'incident-record',
        kind: 'threshold',
        parameters: { field: 'Hours to report', maximum: 24, unit: 'hours' },
      },
    ],
  },
  {
    id: 'security.mdr',
    section,
    when: every(forUseCase('clinical-notes', 'scheduling', 'own', 'knowledge'), law('mdr')),
    says: 'The medical device regulation was named: the agent words and sorts what is recorded and computes no diagnosis or dose, which keeps its purpose administrative.',
    asks: 'Has it been confirmed in writing that the {agentName} is no medical device with this purpose?',
  },
  {
    id: 'security.ai-act',
    section,
    when: every(forUseCase(), law('eu-ai-act')),
    says: 'For the EU AI Act each result is marked as made by a machine, and its risk class is written down before the pilot.',
    fields: [field('Made by a machine', 'boolean', 'required')],
    businessRules: [
      {
        id: 'marked',
        title: 'Results are marked as made by a machine',
        entity: '{entity}',
        kind: 'required-field',
        parameters: { field: 'Made by a machine' },
      },
    ],
  },
  {
    id: 'security.standards',
    section,
    when: law('soc-2', 'iso-27001', 'iso-42001'),
    says: 'The agent joins the controls that are audited already ({governance.compliance.regulations}): access reviews, change records and supplier checks cover it too.',
  },
  {
    id: 'security.public-sector',
    section,
    when: law('public-sector-rules'),
    says: 'Rules of the public sector apply ({governance.compliance.regulations}): decisions about citizens stay with people and are explained in plain words.',
  },
  {
    id: 'security.regulations-unknown',
    section,
    when: unanswered(ask.regulations),
    asks: 'Which laws and standards bind you?',
  },
  {
    id: 'security.no-dpia',
    section,
    when: of(ask.dpo, any(lacks('dpia'), polarity('no'))),
    says: 'The impact assessment is missing ({governance.compliance.dpo}); this design is written so that it can be attached to it.',
    asks: 'When is the data protection impact assessment for this use done?',
  },
  {
    id: 'security.dpia',
    section,
    when: of(ask.dpo, has('dpia')),
    says: 'The impact assessment that was made ({governance.compliance.dpo}) is extended by the data flows below.',
  },
  {
    id: 'security.no-policy',
    section,
    when: of(ask.aiPolicy, any(lacks('ai-policy'), polarity('no'))),
    says: 'No rule for AI is in force ({governance.policy.ai}): the limits of the agent stand in this design until one is.',
  },
  {
    id: 'security.policy',
    section,
    when: of(ask.aiPolicy, has('ai-policy')),
    says: 'The design keeps to the AI policy in force ({governance.policy.ai}).',
  },
];
