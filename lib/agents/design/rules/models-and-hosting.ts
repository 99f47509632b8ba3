import { all, has, lacks, not, of, uses } from '#lib/domain/assessment/fact-test';
import { ask } from '../questions.ts';
import { type DesignRule, every, forUseCase, known, unanswered } from './rule.ts';

const section = 'components';

export const modelAndHostingRules: readonly DesignRule[] = [
  {
    id: 'components.model-writing',
    section,
    when: known('writingTask'),
    says: 'Writing {cases} takes a model that keeps long sources apart: Claude Sonnet 5.5, with about {inputTokens} tokens read and {outputTokens} written for each.',
    decision: {
      id: 'model',
      title: 'Model for {cases}',
      choice: 'Claude Sonnet 5.5 on Amazon Bedrock',
      alternatives: [
        {
          name: 'Claude Haiku 5.5 on Amazon Bedrock',
          why: 'A twentieth of the price, but more omissions in long texts',
        },
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
    when: known('readingTask'),
    says: 'Sorting and answering {cases} is reading more than writing: Claude Haiku 5.5, with about {inputTokens} tokens read and {outputTokens} written for each.',
    decision: {
      id: 'model',
      title: 'Model for {cases}',
      choice: 'Claude Haiku 5.5 on Amazon Bedrock',
      alternatives: [
        {
          name: 'Claude Sonnet 5.5 on Amazon Bedrock',
          why: 'Better at hard cases at twenty times the price; used where the small one is unsure',
        },
        { name: 'Rules without a model', why: 'Cheaper and exact, but {cases} come in free text' },
      ],
    },
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
