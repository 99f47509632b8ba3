import { all, any, atLeast, has, lacks, not, of, uses } from '#lib/domain/assessment/fact-test';
import { ask } from '../questions.ts';
import { type DesignRule, either, every, field, forUseCase, known, unanswered, unless } from './rule.ts';

const section = 'components';
const deskProducts = ['zendesk', 'freshdesk', 'intercom', 'salesforce', 'servicenow'];
const hasDesk = of(ask.systems, uses(...deskProducts));
const hasOwnDatabase = any(of(ask.platform, uses('amazon-aurora')), of(ask.hosting, uses('amazon-aurora')));
const hasKafka = any(of(ask.apis, uses('kafka')), of(ask.platform, uses('kafka')));
const isMany = of(ask.volume, atLeast('count', 1_000));

export const componentRules: readonly DesignRule[] = [
  {
    id: 'components.decision-log',
    section,
    when: 'always',
    says: 'Whatever is built, what it proposes and what people decide goes into a log that only grows; this follows from no answer.',
    components: [
      {
        id: 'decision-log',
        name: 'Decision log',
        kind: 'store',
        purpose: 'Keeps who or what proposed and decided what, when and why',
        technology: 'Amazon DynamoDB, append only',
      },
    ],
    entities: [
      {
        id: 'decision-entry',
        name: 'Decision entry',
        component: 'decision-log',
        retention: { word: 'logDays' },
        fields: [
          field('Decided at', 'date', 'required'),
          field('Actor', 'string', 'required personal'),
          field('Action', 'string', 'required'),
          field('Record', 'string', 'required'),
          field('Explanation', 'string'),
        ],
      },
    ],
  },
  {
    id: 'components.agent',
    section,
    when: forUseCase(),
    says: 'The {agentName} does the work: {agentPurpose}.',
    components: [
      {
        id: '{agent}',
        name: '{agentName}',
        kind: 'agent',
        purpose: '{agentPurpose}',
        technology: 'Amazon Bedrock AgentCore',
        dependsOn: ['{store}', 'decision-log'],
      },
    ],
  },
  {
    id: 'components.model-writing',
    section,
    when: forUseCase('clinical-notes', 'claims', 'software', 'reporting', 'sales', 'own'),
    says: 'Writing {cases} takes a model that keeps long sources apart: Claude Sonnet, with about {inputTokens} tokens read and {outputTokens} written for each.',
    decision: {
      id: 'model',
      title: 'Model for {cases}',
      choice: 'Claude Sonnet on Amazon Bedrock',
      alternatives: [
        { name: 'Claude Haiku on Amazon Bedrock', why: 'A third of the price, but more omissions in long texts' },
        {
          name: 'A model on own hardware',
          why: 'No data leaves the house, but hardware and people to run it are needed',
        },
      ],
    },
  },
  {
    id: 'components.model-reading',
    section,
    when: forUseCase(
      'support',
      'documents',
      'scheduling',
      'onboarding',
      'fraud',
      'knowledge',
      'it-operations',
      'forecasting',
      'hr',
      'procurement',
    ),
    says: 'Sorting and answering {cases} is reading more than writing: Claude Haiku, with about {inputTokens} tokens read and {outputTokens} written for each.',
    decision: {
      id: 'model',
      title: 'Model for {cases}',
      choice: 'Claude Haiku on Amazon Bedrock',
      alternatives: [
        {
          name: 'Claude Sonnet on Amazon Bedrock',
          why: 'Better at hard cases at three times the price; used where the small one is unsure',
        },
        { name: 'Rules without a model', why: 'Cheaper and exact, but {cases} come in free text' },
      ],
    },
  },
  {
    id: 'components.store-own-database',
    section,
    when: every(forUseCase(), hasOwnDatabase),
    about: [ask.platform],
    says: 'Its {cases} are stored in a schema of their own in Aurora, which is there already and known to the team.',
    components: [
      {
        id: '{store}',
        name: '{Case} store',
        kind: 'store',
        purpose: 'Keeps the {cases} in work and their results',
        technology: 'Amazon Aurora PostgreSQL',
      },
    ],
    decision: {
      id: 'store',
      title: 'Where {cases} are kept',
      choice: 'A schema in the existing Amazon Aurora',
      alternatives: [{ name: 'Amazon DynamoDB', why: 'Nothing to size, but one more kind of database to know' }],
    },
  },
  {
    id: 'components.store-new',
    section,
    when: every(forUseCase(), unless(hasOwnDatabase)),
    about: [ask.platform],
    says: 'Its {cases} are kept in a store of their own, so that no system of today has to be changed for it.',
    components: [
      {
        id: '{store}',
        name: '{Case} store',
        kind: 'store',
        purpose: 'Keeps the {cases} in work and their results',
        technology: 'Amazon DynamoDB',
      },
    ],
    decision: {
      id: 'store',
      title: 'Where {cases} are kept',
      choice: 'Amazon DynamoDB',
      alternatives: [
        { name: 'Amazon Aurora PostgreSQL', why: 'Free queries, but a database server to size and patch' },
        { name: 'A table in an existing system', why: 'No new store, but a change to a system in operation' },
      ],
    },
  },
  {
    id: 'components.desk',
    section,
    when: every(forUseCase('support', 'it-operations', 'hr'), hasDesk),
    about: [ask.systems],
    says: 'People meet the drafts where they work already, beside the ticket; the system is among {technical.integration.systems#product}.',
    components: [
      {
        id: 'desk-panel',
        name: 'Ticket side panel',
        kind: 'interface',
        purpose: 'Shows draft, sources and confidence beside the ticket',
        technology: 'App within the ticket system',
        dependsOn: ['{agent}'],
      },
    ],
  },
  {
    id: 'components.workplace',
    section,
    when: every(forUseCase(), unless(every(forUseCase('support', 'it-operations', 'hr'), hasDesk)), known('users')),
    says: 'A web workplace shows the {cases} to those who work on them.',
    about: [ask.change, ask.effort],
    components: [
      {
        id: 'workplace',
        name: '{Case} workplace',
        kind: 'interface',
        purpose: 'Lists open {cases}, shows draft beside source, takes corrections',
        technology: 'AWS Amplify Hosting',
        dependsOn: ['{agent}'],
      },
    ],
  },
  {
    id: 'components.topic',
    section,
    when: every(forUseCase(), hasKafka),
    about: [ask.apis],
    says: 'New {cases} arrive as events on the Kafka that is in use ({technical.integration.apis}).',
    components: [
      {
        id: 'intake-topic',
        name: 'Intake topic',
        kind: 'queue',
        purpose: 'Carries new {cases} to the agent',
        technology: 'Kafka',
        usedBy: ['{agent}'],
      },
    ],
  },
  {
    id: 'components.queue',
    section,
    when: every(forUseCase(), isMany, unless(hasKafka)),
    says: 'With {business.value.volume}, arrivals wait in a queue, so that a slow model or system loses none.',
    components: [
      {
        id: 'intake-queue',
        name: 'Intake queue',
        kind: 'queue',
        purpose: 'Holds new {cases} until the agent is free; what fails five times is put aside',
        technology: 'Amazon SQS',
        usedBy: ['{agent}'],
      },
    ],
  },
  {
    id: 'components.knowledge',
    section,
    when: every(
      forUseCase('support', 'knowledge', 'hr', 'it-operations', 'claims'),
      either(of(ask.documented, has('documented-process')), forUseCase('knowledge')),
    ),
    about: [ask.documented],
    says: 'What the {agentName} may say comes from a knowledge base of the approved descriptions, and it cites them.',
    components: [
      {
        id: 'playbooks',
        name: 'Playbook library',
        kind: 'knowledge-base',
        purpose: 'Finds the passage that answers, by meaning and by words',
        technology: 'Amazon Bedrock Knowledge Bases on Amazon S3 Vectors',
        usedBy: ['{agent}'],
      },
    ],
    entities: [
      {
        id: 'playbook-passage',
        name: 'Playbook passage',
        component: 'playbooks',
        fields: [
          field('Document', 'string', 'required'),
          field('Passage', 'string', 'required'),
          field('Valid until', 'date'),
        ],
      },
    ],
  },
  {
    id: 'components.paper',
    section,
    when: every(
      forUseCase(),
      either(of(ask.platform, has('paper-records')), forUseCase('documents', 'onboarding', 'procurement')),
    ),
    about: [ask.platform],
    says: 'Part of what {cases} rest on is no text yet, so scans are read first and doubtful lines shown to a person.',
    components: [
      {
        id: 'document-reader',
        name: 'Document reader',
        kind: 'function',
        purpose: 'Turns scanned pages into text with the place of each word',
        technology: 'Amazon Textract',
        usedBy: ['{agent}'],
      },
    ],
    entities: [
      {
        id: 'scanned-page',
        name: 'Scanned page',
        component: '{store}',
        fields: [
          field('File name', 'string', 'required'),
          field('Page number', 'number', 'required'),
          field('Recognized text', 'string', 'personal'),
          field('Reading confidence', 'number'),
        ],
      },
    ],
  },
  {
    id: 'components.own-models',
    section,
    when: every(
      forUseCase('fraud', 'claims', 'onboarding', 'forecasting'),
      of(ask.ai, all(has('ml-in-production'), uses('amazon-sagemaker'))),
    ),
    says: 'A model of your own is in production ({technical.infrastructure.ai}); the agent calls it as a tool instead of guessing what it computes.',
    components: [
      {
        id: 'model-tool',
        name: 'Own model as a tool',
        kind: 'connector',
        purpose: 'Gives the score of the existing model for a record',
        technology: 'Amazon SageMaker endpoint',
        usedBy: ['{agent}'],
      },
    ],
  },
  {
    id: 'components.bedrock-known',
    section,
    when: of(ask.ai, { product: ['amazon-bedrock', 'anthropic-claude'], is: ['used', 'partial'], atLeast: 1 }),
    says: 'The pilots of today already run there ({technical.infrastructure.ai#product}), so prompts and evaluations carry over.',
  },
  {
    id: 'components.first-model',
    section,
    when: of(ask.ai, all(lacks('ml-in-production'), not(uses('amazon-bedrock', 'amazon-sagemaker')))),
    says: 'No model of the organization is in operation yet ({technical.infrastructure.ai}): the first release measures its answers on 100 checked examples before anybody relies on it.',
    asks: 'Who provides and checks the first 100 examples with right answers?',
  },
  {
    id: 'components.on-premises',
    section,
    when: every(forUseCase(), of(ask.hosting, all(has('on-premises'), not(has('cloud'))))),
    says: 'Everything runs in-house today ({technical.infrastructure.hosting}): the systems stay there, and only the agent and its store run in AWS behind a private connection.',
    components: [
      {
        id: 'private-link',
        name: 'Private connection',
        kind: 'connector',
        purpose: 'Carries all traffic between the data centre and AWS, encrypted and off the public internet addresses',
        technology: 'AWS Site-to-Site VPN, two tunnels',
        usedBy: ['{agent}'],
      },
    ],
    decision: {
      id: 'hosting',
      title: 'Where the agent runs',
      choice: 'In an AWS region over a private connection, systems stay in-house',
      alternatives: [
        {
          name: 'All in the own data centre',
          why: 'Nothing leaves the house, but graphics hardware and people to run models are missing',
        },
        { name: 'Moving the systems to AWS too', why: 'Shorter ways, but a migration project before the first result' },
      ],
    },
    asks: 'May the data that the agent needs be processed in AWS, given that nothing is in the cloud today?',
  },
  {
    id: 'components.in-aws',
    section,
    when: of(ask.hosting, uses('aws')),
    says: 'Systems run in AWS already ({technical.infrastructure.hosting}): the agent gets an account of its own in the same organization.',
    decision: {
      id: 'hosting',
      title: 'Where the agent runs',
      choice: 'In an AWS account of its own beside the existing ones',
      alternatives: [
        {
          name: 'In an existing account',
          why: 'Fewer accounts, but permissions and costs mix with those of other systems',
        },
      ],
    },
  },
  {
    id: 'components.other-cloud',
    section,
    when: of(ask.hosting, all(uses('azure', 'google-cloud', 'oracle-cloud', 'ibm-cloud'), not(uses('aws')))),
    says: 'Systems run in another cloud ({technical.infrastructure.hosting#product}): the agent runs in AWS and reaches them through their public interfaces with its own identity.',
    asks: 'Which network way between the present cloud and AWS is allowed?',
  },
  {
    id: 'components.hosting-unknown',
    section,
    when: unanswered(ask.hosting),
    asks: 'Where do the systems run that the agent works with?',
  },
];
