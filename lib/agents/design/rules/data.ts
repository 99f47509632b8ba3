import { all, any, atLeast, below, has, intends, lacks, names, not, of } from '#lib/domain/assessment/fact-test';
import { ask } from '../questions.ts';
import { type DesignRule, every, field, forUseCase, known, unanswered, unless } from './rule.ts';

const section = 'data';
const isPersonal = of(ask.personalData, has('personal-data', 'health-data', 'payment-data'));

export const dataRules: readonly DesignRule[] = [
  {
    id: 'data.entity',
    section,
    when: forUseCase(),
    says: 'The central record is the {case}, with its origin, the result that is proposed and its state.',
    // Its fields are those of the kind of work, and what other rules add.
    entities: [
      {
        id: '{entity}',
        name: '{Case}',
        component: '{store}',
        retention: { word: 'caseDays' },
        fields: [field('State', 'string', 'required')],
      },
    ],
  },
  {
    id: 'data.sources',
    section,
    when: of(ask.platform, any(names('product'), names('practice'))),
    says: 'The facts lie in {technical.data.platform}; these stay the masters, the design only copies what one case needs.',
  },
  {
    id: 'data.sources-unknown',
    section,
    when: unanswered(ask.platform),
    asks: 'Where does the data live that the work depends on?',
  },
  {
    id: 'data.warehouse',
    section,
    when: every(forUseCase(), of(ask.platform, { product: ['warehouse'], is: ['used', 'partial'], atLeast: 1 })),
    says: 'Results flow back to the warehouse (among {technical.data.platform#product}), where they are compared with earlier months.',
    components: [
      {
        id: 'results-export',
        name: 'Results export',
        kind: 'function',
        purpose: 'Delivers results and corrections to the warehouse each night',
        technology: 'AWS Lambda',
        dependsOn: ['decision-log', '{store}'],
      },
    ],
  },
  {
    id: 'data.spreadsheets',
    section,
    when: of(ask.platform, has('spreadsheets', 'shared-drives')),
    says: 'Spreadsheets and shared drives ({technical.data.platform#practice}) are no source for the agent: what it needs from them moves to a table first.',
    asks: 'Which spreadsheets hold facts that no system has?',
  },
  {
    id: 'data.quality-low',
    section,
    when: every(forUseCase(), of(ask.quality, below('percentage', 90))),
    says: 'Only {technical.data.quality#percentage} of the records are complete: each of the {cases} gets a score, and one below {completeness} % is completed by a person before a result counts.',
    fields: [field('Completeness', 'number')],
    businessRules: [
      {
        id: 'complete-enough',
        title: 'Incomplete {cases} go to a person',
        entity: '{entity}',
        kind: 'threshold',
        parameters: {
          field: 'Completeness',
          operator: '>=',
          value: { word: 'completeness' },
          effect: 'approval',
          role: { word: 'role' },
          unit: '%',
        },
      },
    ],
  },
  {
    id: 'data.quality-high',
    section,
    when: of(ask.quality, atLeast('percentage', 90)),
    says: '{technical.data.quality#percentage} of the records are good, so the agent may rely on them and reports the ones that are not.',
  },
  {
    id: 'data.duplicates',
    section,
    when: every(forUseCase(), of(ask.quality, has('data-defects'))),
    says: 'There are known defects ({technical.data.quality}): a record is matched against the master data before the agent sees it.',
    components: [
      {
        id: 'record-matching',
        name: 'Record matching',
        kind: 'function',
        purpose: 'Finds the one master record, or asks a person where there are two',
        technology: 'AWS Lambda',
        usedBy: ['{agent}'],
      },
    ],
    entities: [
      {
        id: 'record-match',
        name: 'Record match',
        component: '{store}',
        fields: [
          field('Found record', 'string', 'required personal'),
          field('Candidates', 'list'),
          field('Matched by', 'string'),
          field('Score', 'number', 'required'),
        ],
      },
    ],
  },
  {
    id: 'data.checks',
    section,
    when: of(ask.quality, has('data-checks')),
    says: 'The data tests that run today ({technical.data.quality}) are extended to what the agent reads; where one fails, the agent pauses.',
  },
  {
    id: 'data.quality-unknown',
    section,
    when: unanswered(ask.quality),
    asks: 'How complete and correct is the data, in percent of good records?',
  },
  {
    id: 'data.large',
    section,
    when: of(ask.dataVolume, atLeast('count', 1e13, 'bytes')),
    says: 'Of {technical.data.volume} nothing is copied as a whole: a record is read by its key when it is needed.',
  },
  {
    id: 'data.moderate',
    section,
    when: of(ask.dataVolume, below('count', 1e13, 'bytes')),
    says: '{technical.data.volume} can be indexed whole, so the agent can search instead of being told where to look.',
  },
  {
    id: 'data.access-slow',
    section,
    when: of(ask.access, atLeast('duration', 14)),
    says: 'Access to a data set takes {technical.data.access#duration}: it is asked for first, and building begins on invented records of the same form.',
  },
  {
    id: 'data.access-fast',
    section,
    when: of(ask.access, below('duration', 14)),
    says: 'With access within {technical.data.access#duration}, building begins on real records in a protected environment.',
  },
  {
    id: 'data.catalogue',
    section,
    when: of(ask.access, has('data-catalog', 'self-service-data')),
    says: 'The data sets that the design uses and makes are entered in the catalogue that exists ({technical.data.access}).',
  },
  {
    id: 'data.no-catalogue',
    section,
    when: of(ask.access, lacks('data-catalog')),
    says: 'Without a catalogue ({technical.data.access#practice}), the entities below are the first entries of a list of data sets with owners.',
  },
  {
    id: 'data.classified',
    section,
    when: of(ask.dataPolicy, has('data-classification', 'data-ownership')),
    says: 'Entities carry the class and owner that the data policy gives them ({governance.policy.data}).',
  },
  {
    id: 'data.unclassified',
    section,
    when: of(ask.dataPolicy, lacks('data-classification', 'data-ownership')),
    says: 'Data is not classified or has no owner ({governance.policy.data}): until it is, every record counts as confidential.',
    asks: 'Who owns each of the entities of this design?',
  },
  {
    id: 'data.retention-stated',
    section,
    when: every(forUseCase(), known('statedDays')),
    says: '{Case} records are deleted after {statedDays} days, as was stated.',
    businessRules: [
      {
        id: 'case-retention',
        title: '{Case} records are kept {caseDays} days',
        entity: '{entity}',
        kind: 'retention',
        parameters: { days: { word: 'caseDays' } },
      },
    ],
  },
  {
    id: 'data.retention-proposed',
    section,
    when: every(forUseCase(), known('proposedDays'), unless(known('statedDays'))),
    says: 'With {governance.compliance.personal-data#practice} in them, working copies of {cases} are deleted after {proposedDays} days; the original stays in its system under its own rule.',
    businessRules: [
      {
        id: 'case-retention',
        title: 'Working copies of {cases} are kept {caseDays} days',
        entity: '{entity}',
        kind: 'retention',
        parameters: { days: { word: 'caseDays' } },
      },
    ],
    decision: {
      id: 'retention',
      title: 'How long working copies of {cases} are kept',
      choice: '{proposedDays} days',
      alternatives: [
        { name: 'As long as the original', why: 'Everything can be looked up, but personal data is kept twice' },
        { name: 'Deleted at once', why: 'Least data, but no complaint can be looked into' },
      ],
    },
    asks: 'Are {proposedDays} days right for working copies of {cases}? No answer gives a number.',
  },
  {
    id: 'data.retention-unknown',
    section,
    when: every(forUseCase(), unless(known('caseDays'))),
    about: [ask.dataPolicy],
    asks: 'For how long are {cases} and their results kept?',
  },
  {
    id: 'data.health',
    section,
    when: every(forUseCase(), of(ask.personalData, has('health-data'))),
    says: 'Health data is in it ({governance.compliance.personal-data}): who looked at which record is stored as a record of its own.',
    entities: [
      {
        id: 'access-record',
        name: 'Access record',
        component: 'decision-log',
        fields: [
          field('Person', 'string', 'required personal'),
          field('Record', 'string', 'required'),
          field('Purpose', 'string', 'required'),
          field('Accessed at', 'date', 'required'),
        ],
      },
    ],
    businessRules: [
      {
        id: 'purpose-named',
        title: 'Access names its purpose',
        entity: 'access-record',
        kind: 'required-field',
        parameters: { field: 'Purpose' },
      },
    ],
  },
  {
    id: 'data.payment',
    section,
    when: every(forUseCase(), of(ask.personalData, has('payment-data'))),
    says: 'Card and account numbers ({governance.compliance.personal-data}) are held as tokens; only the last four digits can be read.',
    entities: [
      {
        id: 'payment-token',
        name: 'Payment token',
        component: '{store}',
        fields: [
          field('Token', 'string', 'required personal'),
          field('Scheme', 'string'),
          field('Issued at', 'date', 'required'),
        ],
      },
    ],
    businessRules: [
      {
        id: 'digits-masked',
        title: 'Only four digits are shown',
        entity: 'payment-token',
        kind: 'mask-personal-data',
        parameters: { fields: 'Token', keepLast: 4 },
      },
    ],
  },
  {
    id: 'data.not-personal',
    section,
    when: of(
      ask.personalData,
      all(any(lacks('personal-data'), { polarity: ['no'] }), not(has('personal-data', 'health-data', 'payment-data'))),
    ),
    says: 'No personal data was named ({governance.compliance.personal-data}); a check at the door still reports what looks like it.',
  },
  {
    id: 'data.personal-unknown',
    section,
    when: every(unanswered(ask.personalData), unless(isPersonal)),
    asks: 'Does the data that the agent would see include personal, health or payment data?',
  },
  {
    id: 'data.checks-planned',
    section,
    when: of(ask.quality, intends('data-checks')),
    says: 'The data checks that are planned ({technical.data.quality}) begin with the fields the agent reads.',
  },
];
