import { all, any, has, lacks, names, not, of, polarity, uses } from '#lib/domain/assessment/fact-test';
import { ask } from '../questions.ts';
import { type DesignRule, every, field, forUseCase, known, unanswered, unless } from './rule.ts';

const section = 'integration';

export const integrationRules: readonly DesignRule[] = [
  {
    id: 'integration.events-and-apis',
    section,
    when: of(ask.apis, all(any(has('apis'), uses('integration')), any(has('event-streams'), uses('streaming')))),
    says: 'Systems talk through interfaces and events ({technical.integration.apis}): reads go through the interfaces, changes are heard as events.',
  },
  {
    id: 'integration.apis',
    section,
    when: of(ask.apis, all(has('apis'), not(any(has('event-streams'), uses('streaming'))))),
    says: 'Systems have interfaces ({technical.integration.apis}): the agent calls them with an identity of its own and no more rights than it needs.',
  },
  {
    id: 'integration.files',
    section,
    when: every(forUseCase(), of(ask.apis, has('file-transfers'))),
    says: 'Files are what systems exchange ({technical.integration.apis}): a gateway takes them in, checks each line and says which were refused.',
    components: [
      {
        id: 'file-gateway',
        name: 'File gateway',
        kind: 'function',
        purpose: 'Takes files in and out, checks them, keeps what was refused',
        technology: 'AWS Transfer Family and AWS Lambda',
        dependsOn: ['{store}'],
      },
    ],
    entities: [
      {
        id: 'file-delivery',
        name: 'File delivery',
        component: 'file-gateway',
        fields: [
          field('File name', 'string', 'required'),
          field('System', 'string', 'required'),
          field('Delivered at', 'date', 'required'),
          field('Lines', 'number', 'required'),
          field('Refused lines', 'list'),
        ],
      },
    ],
    decision: {
      id: 'exchange',
      title: 'How data gets in and out',
      choice: 'The file deliveries of today, checked at a gateway',
      alternatives: [
        { name: 'New interfaces in each system', why: 'Fresher data, but changes to systems that others own' },
        { name: 'Screen automation', why: 'No change to systems, but it breaks with each new screen' },
      ],
    },
  },
  {
    id: 'integration.hl7',
    section,
    when: every(forUseCase(), of(ask.apis, uses('mirth', 'rhapsody', 'intersystems-healthshare'))),
    says: 'HL7 messages already pass through {technical.integration.apis#product}; it gets one more channel that passes admissions and discharges on.',
    components: [
      {
        id: 'hl7-channel',
        name: 'HL7 channel',
        kind: 'connector',
        purpose: 'Passes admission, discharge and result messages on',
        technology: 'HL7 v2 over MLLP',
        usedBy: ['{agent}'],
      },
    ],
    integrations: [
      { id: 'hl7', system: 'HL7 interface engine', direction: 'read', pattern: 'message', component: 'hl7-channel' },
    ],
    entities: [
      {
        id: 'hl7-message',
        name: 'HL7 message',
        component: 'hl7-channel',
        fields: [
          field('Control number', 'string', 'required'),
          field('Message kind', 'string', 'required'),
          field('Patient number', 'string', 'personal'),
          field('Received at', 'date', 'required'),
        ],
      },
    ],
  },
  {
    id: 'integration.by-hand',
    section,
    when: of(ask.apis, has('manual-exchange')),
    says: 'Data is carried by hand today ({technical.integration.apis}): the agent begins with what people paste or upload, and proposes rather than writes.',
  },
  {
    id: 'integration.platform',
    section,
    when: of(ask.apis, any(has('integration-platform'), uses('mulesoft', 'boomi', 'sap-integration-suite', 'apigee'))),
    says: 'All ways run over the integration platform that exists ({technical.integration.apis}), where they are seen and limited.',
  },
  {
    id: 'integration.exchange-unknown',
    section,
    when: unanswered(ask.apis),
    asks: 'How do the systems exchange data: interfaces, events, files or by hand?',
  },
  {
    id: 'integration.systems-unknown',
    section,
    when: unanswered(ask.systems),
    asks: 'Which systems would the agent read from or write to?',
  },
  {
    id: 'integration.unnamed',
    section,
    when: known('unnamedSystems'),
    says: 'Of {technical.integration.systems#count}, only those named by a known product are designed here ({technical.integration.systems#product}).',
    asks: 'Which are the other systems ({unnamedSystems} of {technical.integration.systems#count}), and what does the agent need from them?',
  },
  {
    id: 'integration.few',
    section,
    when: every(of(ask.systems, { quantity: 'count', below: 6, units: ['systems'] }), forUseCase()),
    says: 'With {technical.integration.systems#count} to connect, each gets its connector in the first release.',
  },
  {
    id: 'integration.many',
    section,
    when: every(of(ask.systems, { quantity: 'count', atLeast: 6, units: ['systems'] }), forUseCase()),
    says: 'To connect {technical.integration.systems#count} at once is too much: the first release connects the ones named first, the rest follow one by one.',
  },
  {
    id: 'integration.mainframe-host',
    section,
    when: every(forUseCase(), of(ask.hosting, has('mainframe'))),
    says: 'A mainframe is part of the house ({technical.infrastructure.hosting}): it delivers an extract each night, and nothing is written to it.',
    components: [
      {
        id: 'mainframe-extract',
        name: 'Mainframe extract',
        kind: 'connector',
        purpose: 'Takes in the nightly extract and keeps the last good one',
        technology: 'Files in a fixed format',
        usedBy: ['{agent}'],
      },
    ],
    integrations: [
      { id: 'mainframe', system: 'Mainframe', direction: 'read', pattern: 'file', component: 'mainframe-extract' },
    ],
    asks: 'Who can add an extract to the nightly batch of the mainframe?',
  },
  {
    id: 'integration.legacy-way',
    section,
    when: of(ask.legacy, any(polarity('yes', 'partly'), has('apis', 'file-transfers', 'integration-platform'))),
    says: 'Older systems can be reached ({technical.integration.legacy}); they are read on a schedule and never written to directly.',
  },
  {
    id: 'integration.legacy-closed',
    section,
    when: of(ask.legacy, any(polarity('no'), lacks('apis', 'file-transfers'))),
    says: 'There is no way into the older systems ({technical.integration.legacy}): a person carries results over until there is one.',
    asks: 'Can the vendor of the older systems open a read-only way in, and at what price?',
  },
  {
    id: 'integration.legacy-unknown',
    section,
    when: every(unanswered(ask.legacy), of(ask.systems, uses('legacy'))),
    asks: 'Is there a way in for software to the older systems that were named?',
  },
  {
    id: 'integration.writes-back',
    section,
    when: every(known('writesBack'), of(ask.systems, names('product'))),
    says: 'A result is written back to the system it belongs to only once it has taken effect, and at most once, by a key of the {case}.',
  },
  {
    id: 'integration.reads-only',
    section,
    when: every(forUseCase(), unless(known('writesBack'))),
    says: 'The {agentName} reads and proposes; it has no right to write in any system.',
  },
];
