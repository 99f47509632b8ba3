import { all, any, has, lacks, not, of, polarity, uses } from '#lib/domain/assessment/fact-test';
import { ask } from '../questions.ts';
import { type DesignRule, either, every, field, forUseCase, known, unanswered, unless } from './rule.ts';

const section = 'security';
const law = (...ids: string[]) => of(ask.regulations, has(...ids));
const isPersonal = of(ask.personalData, has('personal-data', 'health-data', 'payment-data'));
const isAnonymized = of(ask.personalData, has('anonymization'));

export const securityRules: readonly DesignRule[] = [
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
      choice: '{region}, with model endpoints of the region only',
      alternatives: [
        { name: 'Global model endpoints', why: 'A tenth cheaper, but text may be processed outside {place}' },
      ],
    },
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
    id: 'security.tokens',
    section,
    when: every(forUseCase(), isPersonal, isAnonymized),
    says: 'What is masked today ({governance.compliance.personal-data}) stays so: a gateway puts tokens in place of personal data before a model sees text, and back after.',
    components: [
      {
        id: 'token-gateway',
        name: 'Token gateway',
        kind: 'function',
        purpose: 'Replaces personal data by tokens on the way to the model and back',
        technology: 'AWS Lambda',
        usedBy: ['{agent}'],
      },
    ],
    businessRules: [
      {
        id: 'personal-masked',
        title: 'Personal data of {cases} is masked',
        entity: '{entity}',
        kind: 'mask-personal-data',
        parameters: { visibleTo: { word: 'role' }, keepLast: 4 },
      },
    ],
  },
  {
    id: 'security.guardrail',
    section,
    when: every(forUseCase(), isPersonal, unless(isAnonymized)),
    says: 'Nothing masks the data yet ({governance.compliance.personal-data}): a guard removes names and numbers that the task does not need before the model, and checks each answer for them.',
    components: [
      {
        id: 'privacy-guard',
        name: 'Privacy guard',
        kind: 'function',
        purpose: 'Removes personal data the task does not need, checks answers',
        technology: 'Amazon Bedrock Guardrails',
        usedBy: ['{agent}'],
      },
    ],
    businessRules: [
      {
        id: 'personal-masked',
        title: 'Personal data of {cases} is masked',
        entity: '{entity}',
        kind: 'mask-personal-data',
        parameters: { visibleTo: { word: 'role' } },
      },
    ],
  },
  {
    id: 'security.approval',
    section,
    when: every(forUseCase(), of(ask.oversight, all(has('human-approval'), not(has('sampling-review'))))),
    says: 'Each of the {cases} waits for a person ({governance.oversight.human}): nothing takes effect before the {role} has approved it.',
    components: [
      {
        id: 'review',
        name: '{Case} approval',
        kind: 'approval',
        purpose: 'Shows draft, sources and changes to the {role}, takes the decision',
        technology: 'AWS Step Functions with a task token',
        dependsOn: ['decision-log'],
        usedBy: ['{agent}'],
      },
    ],
    businessRules: [
      {
        id: 'approved-by-person',
        title: 'Every {case} is approved by a person',
        entity: '{entity}',
        kind: 'approval-required',
        parameters: { role: { word: 'role' }, approvals: { word: 'approvals' } },
      },
    ],
  },
  {
    id: 'security.sampling',
    section,
    when: every(forUseCase(), known('samplePercent')),
    says: 'Of the {cases}, {samplePercent} % are drawn at random for a check ({governance.oversight.human}); these wait for the {role}.',
    components: [
      {
        id: 'sample-review',
        name: 'Sample review',
        kind: 'approval',
        purpose: 'Draws {samplePercent} % of results and puts them before the {role}',
        technology: 'AWS Step Functions with a task token',
        dependsOn: ['decision-log'],
        usedBy: ['{agent}'],
      },
    ],
    fields: [field('Draw', 'number', 'required')],
    entities: [
      {
        id: 'quality-check',
        name: 'Quality check',
        component: 'sample-review',
        fields: [
          field('Result checked', 'string', 'required'),
          field('Checked by', 'string', 'required personal'),
          field('Is right', 'boolean', 'required'),
          field('Kind of error', 'string'),
        ],
      },
    ],
    businessRules: [
      {
        id: 'sample-checked',
        title: '{samplePercent} % of {cases} are checked',
        entity: '{entity}',
        kind: 'threshold',
        parameters: {
          field: 'Draw',
          operator: '>',
          value: { word: 'samplePercent' },
          effect: 'approval',
          role: { word: 'role' },
          unit: 'of 100',
        },
      },
    ],
  },
  {
    id: 'security.sample-size',
    section,
    when: every(of(ask.oversight, has('sampling-review')), unless(known('samplePercent'))),
    asks: 'What share of results is checked by a person?',
  },
  {
    id: 'security.confidence',
    section,
    when: every(
      forUseCase(),
      known('confidence'),
      of(ask.oversight, any(has('sampling-review', 'no-review'), polarity('no', 'partly'))),
    ),
    says: 'As not every result is seen by a person ({governance.oversight.human}), one with a confidence below {confidence} is; the bound follows from {governance.risk.tolerance}.',
    fields: [field('Confidence', 'number', 'required')],
    businessRules: [
      {
        id: 'unsure-reviewed',
        title: 'Unsure {cases} go to a person',
        entity: '{entity}',
        kind: 'threshold',
        parameters: {
          field: 'Confidence',
          operator: '>=',
          value: { word: 'confidence' },
          effect: 'approval',
          role: { word: 'role' },
        },
      },
    ],
  },
  {
    id: 'security.oversight-unknown',
    section,
    when: unanswered(ask.oversight),
    asks: 'Who checks what the agent proposes: a person each time, samples, or nobody?',
  },
  {
    id: 'security.approver-unknown',
    section,
    when: every(of(ask.oversight, has('human-approval', 'sampling-review')), unless(known('approver'))),
    asks: 'Which role approves results? No role was named.',
  },
  {
    id: 'security.sign-on',
    section,
    when: every(forUseCase(), of(ask.identity, all(any(has('sso'), uses('identity')), has('mfa')))),
    says: 'People sign in as they do everywhere else ({technical.security.identity}); the agent has an identity and roles of its own.',
    components: [
      {
        id: 'sign-in',
        name: 'Sign-in',
        kind: 'identity',
        purpose: 'Takes over identities and roles of staff',
        technology: 'OpenID Connect federation with the existing provider',
      },
    ],
  },
  {
    id: 'security.own-sign-in',
    section,
    when: every(
      forUseCase(),
      of(ask.identity, all(any(lacks('mfa'), has('shared-accounts', 'passwords-only')), not(has('mfa')))),
    ),
    says: 'Sign-in is too weak to approve with ({technical.security.identity}): the solution asks for a personal second factor, and shared accounts can read but not approve.',
    components: [
      {
        id: 'sign-in',
        name: 'Sign-in with second factor',
        kind: 'identity',
        purpose: 'Makes sure that a decision has one person behind it',
        technology: 'Amazon Cognito with passkeys, directory users federated by SAML',
      },
    ],
    entities: [
      {
        id: 'person',
        name: 'Person',
        component: 'sign-in',
        fields: [
          field('Directory name', 'string', 'required personal'),
          field('Roles', 'list', 'required'),
          field('Second factor since', 'date'),
        ],
      },
    ],
    businessRules: [
      {
        id: 'second-factor',
        title: 'A person without second factor is not enrolled',
        entity: 'person',
        kind: 'required-field',
        parameters: { field: 'Second factor since' },
      },
    ],
  },
  {
    id: 'security.identity-unknown',
    section,
    when: unanswered(ask.identity),
    asks: 'How do people and systems sign in?',
  },
  {
    id: 'security.least-privilege',
    section,
    when: of(ask.identity, has('least-privilege')),
    says: 'Least privilege is kept ({technical.security.identity#practice}): each connector has its own role, so losing one opens one system.',
  },
  {
    id: 'security.protected',
    section,
    when: of(ask.protection, all(has('encryption-at-rest'), has('secrets-management'))),
    says: 'New stores use the keys and the secret store that exist ({technical.security.protection}).',
  },
  {
    id: 'security.no-secrets',
    section,
    when: every(forUseCase(), of(ask.protection, not(has('secrets-management'))), unless(unanswered(ask.protection))),
    says: 'Managed secrets were not among the protections ({technical.security.protection}): passwords of connectors lie in AWS Secrets Manager and change every 90 days.',
  },
  {
    id: 'security.unwatched',
    section,
    when: of(ask.protection, lacks('security-monitoring')),
    says: 'Nobody watches for attacks ({technical.security.protection#practice}): unusual use of the agent raises an alarm of its own, to a named person.',
    asks: 'Who receives a security alarm at night?',
  },
  {
    id: 'security.watched',
    section,
    when: of(ask.protection, has('security-monitoring')),
    says: 'Its security events go to the monitoring that runs already ({technical.security.protection#product}).',
  },
  {
    id: 'security.protection-unknown',
    section,
    when: unanswered(ask.protection),
    asks: 'Which protections of data and systems are in place?',
  },
  {
    id: 'security.after-incident',
    section,
    when: of(
      ask.incidents,
      any(has('security-incident'), polarity('yes'), { quantity: 'count', atLeast: 1, units: ['incidents'] }),
    ),
    says: 'After what happened ({technical.security.incidents}), the agent can be cut off from all systems with one switch, and its stores have copies that no account of the agent can delete.',
  },
  {
    id: 'security.shadow',
    section,
    when: of(ask.ai, has('shadow-ai')),
    says: 'Private use of AI tools ({technical.infrastructure.ai#product}) is replaced: the same help is offered inside the solution, and the open way is closed.',
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
