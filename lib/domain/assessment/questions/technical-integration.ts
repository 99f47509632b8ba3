import { all, any, atLeast, below, has, isPlanned, lacks, names, not, of, polarity, uses } from '../fact-test.ts';
import type { Question } from '../question.ts';

export const technicalIntegrationQuestions: readonly Question[] = [
  {
    id: 'technical.integration.apis',
    topic: 'technical.integration',
    title: 'How systems exchange data',
    text: 'How do your systems exchange data: APIs, event streams, file transfers, copy and paste?',
    why: 'An agent acts through interfaces; where there are none, it can only advise.',
    weight: 3,
    wants: [
      { kind: 'product', categories: ['streaming', 'integration'] },
      {
        kind: 'practice',
        ids: ['apis', 'event-streams', 'file-transfers', 'manual-exchange', 'point-to-point', 'integration-platform'],
      },
      { kind: 'percentage' },
    ],
    control: 'multi-choice',
    options: ['APIs', 'event streams', 'file transfers', 'copy and paste'],
    cues: ['api', 'interface', 'exchange', 'integrated', 'connected'],
    rubric: [
      {
        level: 5,
        when: all(
          any(has('apis'), uses('integration')),
          any(has('event-streams'), uses('streaming')),
          not(has('manual-exchange', 'file-transfers')),
        ),
        says: 'Systems talk through APIs and events',
      },
      {
        level: 4,
        when: all(
          any(has('apis', 'event-streams', 'integration-platform'), uses('integration', 'streaming')),
          not(has('manual-exchange', 'file-transfers', 'point-to-point')),
        ),
        says: 'Systems have modern interfaces',
      },
      {
        level: 3,
        when: any(has('apis', 'event-streams', 'integration-platform'), uses('integration', 'streaming'), {
          practice: ['apis'],
          is: ['partial'],
          atLeast: 1,
        }),
        says: 'Some systems have interfaces, others do not',
      },
      {
        level: 2,
        when: any(
          has('file-transfers', 'point-to-point'),
          lacks('apis', 'integration-platform'),
          isPlanned('apis', 'event-streams', 'integration-platform'),
        ),
        says: 'Systems exchange files or have no interfaces',
      },
      { level: 1, when: has('manual-exchange'), says: 'Data is carried between systems by hand' },
    ],
    remedy: {
      gap: 'Systems lack interfaces that an agent could use',
      action: 'Put an API in front of the two systems that the first use case reads and writes',
      owner: 'Enterprise architect',
    },
  },
  {
    id: 'technical.integration.systems',
    topic: 'technical.integration',
    title: 'Systems to connect',
    text: 'How many systems would an agent have to read from or write to, and which are the most important?',
    why: 'Each connected system adds effort, permissions and points of failure.',
    weight: 2,
    wants: [
      { kind: 'count', units: ['systems'], bare: 'systems' },
      {
        kind: 'product',
        categories: ['business', 'collaboration', 'automation', 'legacy'],
        whenAsked: ['database', 'warehouse', 'storage'],
      },
    ],
    control: 'number',
    unit: 'systems',
    cues: ['system', 'application', 'connect', 'read from', 'write to'],
    rubric: [
      { level: 4, when: below('count', 6, 'systems'), says: 'Few systems have to be connected' },
      {
        level: 3,
        when: any(
          below('count', 16, 'systems'),
          all(not(names('count')), {
            product: ['business', 'collaboration', 'automation', 'database'],
            is: ['used', 'partial'],
            atLeast: 1,
          }),
        ),
        says: 'A moderate number of systems has to be connected',
      },
      { level: 2, when: below('count', 51, 'systems'), says: 'Many systems have to be connected' },
      { level: 1, when: atLeast('count', 51, 'systems'), says: 'The landscape is very large' },
    ],
    remedy: {
      gap: 'The landscape to integrate is large',
      action: 'Cut the first use case down to the two or three systems that matter',
      owner: 'Enterprise architect',
    },
  },
  {
    id: 'technical.integration.legacy',
    topic: 'technical.integration',
    title: 'Way into the legacy systems',
    text: 'You named older or self-hosted systems: is there any way in for software, such as an API, a database view or a file export?',
    why: 'A legacy system without a way in has to be bridged before an agent can use it.',
    weight: 2,
    wants: [
      { kind: 'polarity' },
      { kind: 'practice', ids: ['apis', 'file-transfers', 'manual-exchange', 'integration-platform'] },
      { kind: 'product', categories: [], whenAsked: ['integration', 'streaming'] },
    ],
    control: 'yes-no',
    cues: ['legacy', 'mainframe', 'old system'],
    askedWhen: any(
      of('technical.infrastructure.hosting', has('mainframe', 'legacy-systems')),
      of('technical.data.platform', uses('legacy')),
      of('technical.integration.systems', uses('legacy')),
      of('technical.integration.apis', has('point-to-point', 'manual-exchange')),
    ),
    rubric: [
      {
        level: 4,
        when: any(has('apis', 'integration-platform'), uses('integration', 'streaming')),
        says: 'Legacy systems can be reached through an interface',
      },
      {
        level: 3,
        when: any(polarity('yes', 'partly'), has('file-transfers')),
        says: 'Legacy systems can be reached with some effort',
      },
      {
        level: 1,
        when: any(polarity('no'), lacks('apis', 'file-transfers'), has('manual-exchange')),
        says: 'Legacy systems have no way in for software',
      },
    ],
    remedy: {
      gap: 'Legacy systems cannot be reached by software',
      action: 'Have the vendor or an integrator expose the needed legacy data read-only',
      owner: 'Enterprise architect',
    },
  },
];
