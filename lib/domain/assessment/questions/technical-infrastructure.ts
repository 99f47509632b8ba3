import {
  all,
  any,
  atLeast,
  has,
  intends,
  isPlanned,
  lacks,
  names,
  not,
  plansToUse,
  polarity,
  uses,
} from '../fact-test.ts';
import type { Question } from '../question.ts';

export const technicalInfrastructureQuestions: readonly Question[] = [
  {
    id: 'technical.infrastructure.hosting',
    topic: 'technical.infrastructure',
    title: 'Hosting',
    text: 'Where do your systems run: own data centre, AWS, another cloud or a mixture, and what share is in the cloud?',
    why: 'Managed AI services are reached from the cloud; what stays outside needs a bridge.',
    weight: 2,
    wants: [
      { kind: 'product', categories: ['cloud', 'compute'] },
      { kind: 'percentage' },
      { kind: 'practice', ids: ['cloud', 'on-premises', 'hybrid-hosting', 'mainframe', 'legacy-systems'] },
    ],
    control: 'choice',
    options: ['AWS', 'another public cloud', 'hybrid cloud', 'on-premises only'],
    cues: [
      'cloud',
      'in the cloud',
      'on aws',
      'on prem',
      'workload',
      'migrated',
      'hosted',
      'data center',
      'data centre',
    ],
    rubric: [
      {
        level: 5,
        when: any(
          all(atLeast('percentage', 80), any(uses('cloud'), has('cloud'))),
          all(uses('cloud'), not(has('on-premises', 'hybrid-hosting', 'mainframe'))),
        ),
        says: 'Systems run in the public cloud',
      },
      {
        level: 4,
        when: any(atLeast('percentage', 60), all(has('cloud'), not(has('on-premises', 'hybrid-hosting', 'mainframe')))),
        says: 'Most systems run in the cloud',
      },
      {
        level: 3,
        when: any(
          atLeast('percentage', 25),
          has('hybrid-hosting'),
          all(any(uses('cloud'), has('cloud')), has('on-premises')),
        ),
        says: 'Hosting is mixed between cloud and own data centre',
      },
      {
        level: 2,
        when: any(plansToUse('cloud'), isPlanned('cloud'), has('on-premises'), uses('compute'), lacks('cloud')),
        says: 'Systems run outside of the public cloud',
      },
      {
        level: 1,
        when: has('mainframe', 'legacy-systems'),
        says: 'Core systems run on a mainframe or on legacy systems',
      },
    ],
    remedy: {
      gap: 'Core systems are out of reach of cloud AI services',
      action: 'Set up a small cloud landing zone with a private link to the systems of the first use case',
      owner: 'Enterprise architect',
    },
  },
  {
    id: 'technical.infrastructure.automation',
    topic: 'technical.infrastructure',
    title: 'Automation of releases',
    text: 'How are environments built and changes released: infrastructure as code and pipelines, or by hand? How often?',
    why: 'Agents are improved weekly; where a release is an event, they grow stale.',
    weight: 2,
    wants: [
      { kind: 'product', categories: ['delivery'] },
      { kind: 'practice', ids: ['infrastructure-as-code', 'ci-cd', 'manual-releases', 'containers'] },
      { kind: 'duration', bare: 'days' },
    ],
    control: 'choice',
    options: ['infrastructure as code and CI/CD', 'CI/CD only', 'releases by hand'],
    cues: ['release', 'deploy', 'deployment', 'ship', 'environment'],
    rubric: [
      {
        level: 5,
        when: all(
          any(has('infrastructure-as-code'), uses('terraform', 'cloudformation', 'aws-cdk', 'pulumi')),
          any(has('ci-cd'), uses('delivery')),
          not(has('manual-releases')),
          not(atLeast('duration', 15)),
        ),
        says: 'Environments are code and releases are automated',
      },
      {
        level: 4,
        when: all(
          any(has('ci-cd', 'infrastructure-as-code'), uses('delivery')),
          not(has('manual-releases')),
          not(atLeast('duration', 60)),
        ),
        says: 'Releases are automated',
      },
      {
        level: 3,
        when: any(uses('delivery'), has('ci-cd', 'infrastructure-as-code', 'containers'), intends('ci-cd')),
        says: 'Releases are automated in part',
      },
      {
        level: 1,
        when: all(has('manual-releases'), atLeast('duration', 60)),
        says: 'Releases are made by hand and rarely',
      },
      {
        level: 2,
        when: any(
          has('manual-releases'),
          lacks('ci-cd', 'infrastructure-as-code'),
          plansToUse('delivery'),
          atLeast('duration', 31),
        ),
        says: 'Releases are made by hand or rarely',
      },
      { level: 3, when: names('duration'), says: 'Releases follow a regular rhythm' },
    ],
    remedy: {
      gap: 'Releases are manual or rare',
      action: 'Build the first use case with infrastructure as code and a pipeline from day one',
      owner: 'Enterprise architect',
    },
  },
  {
    id: 'technical.infrastructure.ai',
    topic: 'technical.infrastructure',
    title: 'AI in use',
    text: 'Which AI or machine learning services do you use already, and are they in production or in pilots?',
    why: 'Experience with one model in production is worth more than ten pilots.',
    weight: 3,
    wants: [
      { kind: 'product', categories: ['ai', 'assistant'] },
      { kind: 'practice', ids: ['ml-in-production', 'ai-pilot', 'shadow-ai'] },
      { kind: 'polarity' },
      { kind: 'count', units: ['models'] },
    ],
    control: 'choice',
    options: ['AI in production', 'AI pilots only', 'planned', 'no AI yet'],
    cues: ['ai', 'machine learning', 'ml', 'models', 'llm', 'genai'],
    rubric: [
      {
        level: 5,
        when: all(has('ml-in-production'), uses('ai')),
        says: 'Models run in production on managed services',
      },
      { level: 4, when: has('ml-in-production'), says: 'Machine learning runs in production' },
      {
        level: 3,
        when: any(uses('ai'), has('ai-pilot'), intends('ai-pilot', 'ml-in-production'), polarity('yes')),
        says: 'AI is used or piloted',
      },
      {
        level: 2,
        when: any(uses('assistant'), plansToUse('ai', 'assistant'), has('shadow-ai'), polarity('planned', 'partly')),
        says: 'AI is limited to assistants, plans or private use',
      },
      {
        level: 1,
        when: any(polarity('no'), lacks('ml-in-production', 'ai-pilot'), {
          product: ['ai', 'assistant'],
          is: ['absent', 'leaving'],
          atLeast: 1,
        }),
        says: 'No AI is in use',
      },
    ],
    remedy: {
      gap: 'There is little practical experience with AI',
      action: 'Run one time-boxed pilot with real users and a measured result',
      owner: 'Project manager',
    },
  },
];
