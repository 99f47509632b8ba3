import { all, any, atLeast, below, has, intends, lacks, names, not, of, polarity, uses } from '../fact-test.ts';
import type { Question } from '../question.ts';

export const commercialVendorsQuestions: readonly Question[] = [
  {
    id: 'commercial.vendors.existing',
    topic: 'commercial.vendors',
    title: 'Partners and contracts',
    text: 'Which partners and agreements can be used: an integrator, an AWS enterprise agreement, a framework contract?',
    why: 'An existing contract saves months.',
    weight: 1,
    wants: [
      { kind: 'polarity' },
      { kind: 'practice', ids: ['implementation-partner', 'framework-agreement', 'vendor-lock-in'] },
      { kind: 'count', units: ['vendors'], bare: 'vendors' },
      { kind: 'product', categories: [], whenAsked: ['cloud'] },
    ],
    control: 'multi-choice',
    options: ['an implementation partner', 'a framework agreement', 'AWS', 'none'],
    cues: ['contract', 'agreement', 'partner', 'vendor'],
    rubric: [
      { level: 2, when: has('vendor-lock-in'), says: 'You depend on one vendor' },
      {
        level: 5,
        when: all(has('implementation-partner'), has('framework-agreement')),
        says: 'Partner and contract are at hand',
      },
      {
        level: 4,
        when: any(has('implementation-partner', 'framework-agreement'), polarity('yes')),
        says: 'A partner or a contract is at hand',
      },
      {
        level: 3,
        when: any(
          uses('cloud'),
          names('count'),
          polarity('partly'),
          intends('implementation-partner', 'framework-agreement'),
        ),
        says: 'Vendors exist, without an agreement for this work',
      },
      {
        level: 2,
        when: any(polarity('no', 'planned'), lacks('implementation-partner', 'framework-agreement')),
        says: 'Neither partner nor contract is at hand',
      },
    ],
    remedy: {
      gap: 'No partner or contract can be used at once',
      action: 'Ask procurement which contract can carry the pilot',
      owner: 'Procurement',
    },
  },
  {
    id: 'commercial.vendors.procurement',
    topic: 'commercial.vendors',
    title: 'Procurement',
    text: 'How long does it take to buy a new service, and which checks does it have to pass?',
    why: 'Procurement is the longest step of many pilots.',
    weight: 2,
    wants: [
      { kind: 'duration', bare: 'weeks' },
      { kind: 'practice', ids: ['vendor-assessment', 'tender-required', 'corporate-card'] },
    ],
    control: 'text',
    cues: ['procurement', 'buy', 'purchase', 'purchasing', 'tender', 'onboard a vendor', 'procure', 'vendor check'],
    rubric: [
      {
        level: 5,
        when: all(below('duration', 31), has('vendor-assessment')),
        says: 'Services are bought within a month, with checks',
      },
      { level: 4, when: any(below('duration', 46), has('corporate-card')), says: 'Services are bought quickly' },
      {
        level: 3,
        when: any(
          below('duration', 100),
          all(has('vendor-assessment'), not(has('tender-required')), not(names('duration'))),
        ),
        says: 'Buying a service takes up to a quarter',
      },
      {
        level: 2,
        when: any(below('duration', 200), all(has('tender-required'), not(names('duration')))),
        says: 'Buying a service takes half a year or a tender',
      },
      { level: 1, when: atLeast('duration', 200), says: 'Buying a service takes longer than half a year' },
    ],
    remedy: {
      gap: 'Buying a service takes too long for a pilot',
      action: 'Start procurement now, or use a service under an existing contract',
      owner: 'Procurement',
    },
  },
  {
    id: 'commercial.vendors.exit',
    topic: 'commercial.vendors',
    title: 'Way out',
    text: 'What happens if an AI vendor stops or raises prices: is there an exit plan or a second source?',
    why: 'Models are replaced yearly; the design has to allow for it.',
    weight: 1,
    wants: [{ kind: 'polarity' }, { kind: 'practice', ids: ['exit-plan', 'vendor-lock-in'] }],
    control: 'yes-no',
    cues: ['exit', 'second source', 'lock in'],
    askedWhen: any(
      of('commercial.vendors.existing', has('vendor-lock-in')),
      of('technical.infrastructure.ai', any(uses('ai'), has('ml-in-production'))),
      of('governance.compliance.regulations', has('dora')),
    ),
    rubric: [
      { level: 4, when: any(polarity('yes'), has('exit-plan')), says: 'There is a way out of a vendor' },
      {
        level: 3,
        when: any(polarity('partly', 'planned'), intends('exit-plan')),
        says: 'A way out is being worked on',
      },
      { level: 1, when: any(polarity('no'), lacks('exit-plan')), says: 'There is no way out of a vendor' },
      { level: 2, when: has('vendor-lock-in'), says: 'You depend on a vendor' },
    ],
    remedy: {
      gap: 'There is no way out of a vendor',
      action: 'Keep prompts, evaluations and data apart from the vendor, and test a second model',
      owner: 'Enterprise architect',
    },
  },
];
