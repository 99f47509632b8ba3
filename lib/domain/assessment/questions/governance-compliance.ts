import { all, any, has, hasSome, intends, isPlanned, lacks, not, of, polarity } from '../fact-test.ts';
import type { Question } from '../question.ts';

export const governanceComplianceQuestions: readonly Question[] = [
  {
    id: 'governance.compliance.regulations',
    topic: 'governance.compliance',
    title: 'Laws and standards',
    text: 'Which laws and standards bind you (GDPR, HIPAA, EU AI Act, PCI DSS, ISO 27001, SOC 2 …), and which are you certified for?',
    why: 'They decide where data may go and what has to be proven.',
    weight: 3,
    wants: [
      {
        kind: 'practice',
        ids: [
          'gdpr',
          'hipaa',
          'eu-ai-act',
          'pci-dss',
          'soc-2',
          'iso-27001',
          'iso-42001',
          'dora',
          'nis2',
          'mdr',
          'financial-regulation',
          'public-sector-rules',
          'certified',
          'no-regulation',
        ],
      },
    ],
    control: 'multi-choice',
    options: ['GDPR', 'HIPAA', 'EU AI Act', 'PCI DSS', 'ISO 27001', 'SOC 2', 'no special regulation'],
    cues: ['regulation', 'law', 'standard', 'certified'],
    rubric: [
      {
        level: 5,
        when: all(has('iso-42001', 'iso-27001', 'soc-2'), has('certified')),
        says: 'Certified management of security or AI is in place',
      },
      {
        level: 4,
        when: any(
          hasSome(1, 'iso-27001', 'soc-2', 'iso-42001'),
          has('eu-ai-act'),
          all(has('certified'), has('pci-dss', 'hipaa')),
        ),
        says: 'The standards that bind you are known and worked to',
      },
      {
        level: 3,
        when: any(
          has('gdpr', 'hipaa', 'pci-dss', 'dora', 'nis2', 'mdr', 'financial-regulation', 'public-sector-rules'),
          has('no-regulation'),
        ),
        says: 'The laws that bind you are known',
      },
      {
        level: 2,
        when: any(isPlanned('iso-27001', 'soc-2', 'iso-42001'), {
          practice: ['gdpr', 'eu-ai-act', 'hipaa'],
          is: ['unsure', 'absent'],
          atLeast: 1,
        }),
        says: 'It is not clear which rules apply',
      },
    ],
    remedy: {
      gap: 'It is not clear which rules apply to AI here',
      action: 'List the laws that apply to the first use case and who checks each of them',
      owner: 'Legal and compliance',
    },
  },
  {
    id: 'governance.compliance.personal-data',
    topic: 'governance.compliance',
    title: 'Personal data',
    text: 'Does the data that an agent would see include personal, health or payment data, and is it masked or anonymized?',
    why: 'Personal data brings duties: purpose, minimization, deletion, information.',
    weight: 2,
    wants: [
      { kind: 'polarity' },
      { kind: 'practice', ids: ['personal-data', 'health-data', 'payment-data', 'anonymization'] },
    ],
    control: 'choice',
    options: ['yes, personal data', 'yes, personal data, but anonymized', 'no personal data'],
    cues: ['personal data', 'pii', 'privacy'],
    rubric: [
      {
        level: 4,
        when: any(
          has('anonymization'),
          all(any(polarity('no'), lacks('personal-data')), not(has('health-data', 'payment-data', 'personal-data'))),
        ),
        says: 'Agents would see no personal data, or only masked',
      },
      {
        level: 3,
        when: { practice: ['anonymization'], is: ['partial', 'planned'], atLeast: 1 },
        says: 'Personal data is masked in part',
      },
      {
        level: 2,
        when: any(polarity('yes', 'partly'), has('personal-data', 'health-data', 'payment-data')),
        says: 'Agents would see personal data in clear',
      },
    ],
    remedy: {
      gap: 'Agents would see personal data in clear',
      action: 'Mask or leave out personal fields before data reaches a model',
      owner: 'Data protection officer',
    },
  },
  {
    id: 'governance.compliance.dpo',
    topic: 'governance.compliance',
    title: 'Data protection',
    text: 'You process personal data: who looks after data protection, and was an impact assessment (DPIA) made for such use?',
    why: 'An impact assessment late in a project stops it; an early one shapes it.',
    weight: 2,
    wants: [{ kind: 'polarity' }, { kind: 'practice', ids: ['dpo', 'dpia'] }],
    control: 'multi-choice',
    options: ['there is a data protection officer', 'a DPIA was made', 'neither'],
    cues: ['data protection', 'privacy'],
    askedWhen: any(
      of(
        'governance.compliance.personal-data',
        any(polarity('yes', 'partly'), has('personal-data', 'health-data', 'payment-data')),
      ),
      of('governance.compliance.regulations', has('hipaa')),
    ),
    rubric: [
      {
        level: 5,
        when: all(has('dpo'), has('dpia')),
        says: 'Data protection is staffed and impact assessments are made',
      },
      {
        level: 4,
        when: all(any(has('dpo', 'dpia'), polarity('yes')), not(lacks('dpia'))),
        says: 'Data protection is looked after',
      },
      {
        level: 3,
        when: any(has('dpo'), polarity('partly'), intends('dpia')),
        says: 'Data protection is looked after, without an impact assessment yet',
      },
      { level: 1, when: any(polarity('no'), lacks('dpo')), says: 'Nobody looks after data protection' },
      {
        level: 2,
        when: any(polarity('planned'), isPlanned('dpo'), lacks('dpia')),
        says: 'Data protection is still to be arranged',
      },
    ],
    remedy: {
      gap: 'Data protection for AI is not arranged',
      action: 'Make a data protection impact assessment for the first use case',
      owner: 'Data protection officer',
    },
  },
  {
    id: 'governance.compliance.residency',
    topic: 'governance.compliance',
    title: 'Where data may be',
    text: 'Must the data stay in a certain country or region, and may it be sent to a model there?',
    why: 'It decides which region and which models can be used at all.',
    weight: 1,
    wants: [{ kind: 'polarity' }, { kind: 'practice', ids: ['data-residency'] }],
    control: 'choice',
    options: ['yes, data must stay in the EU', 'yes, data must stay in our country', 'no, any region'],
    cues: ['region', 'country', 'residency'],
    askedWhen: any(
      of(
        'governance.compliance.regulations',
        has('gdpr', 'hipaa', 'public-sector-rules', 'dora', 'nis2', 'financial-regulation'),
      ),
      of('governance.compliance.personal-data', has('health-data')),
    ),
    rubric: [
      {
        level: 4,
        when: any(polarity('yes', 'no'), has('data-residency'), lacks('data-residency')),
        says: 'It is clear where data may be',
      },
      { level: 2, when: any(polarity('unsure', 'partly', 'planned')), says: 'It is not clear where data may be' },
    ],
    remedy: {
      gap: 'It is not clear where data may be processed',
      action: 'Have the allowed regions and models decided in writing',
      owner: 'Legal and compliance',
    },
  },
];
