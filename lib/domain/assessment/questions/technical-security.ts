import { all, any, atLeast, below, has, hasSome, intends, lacks, not, polarity, uses } from '../fact-test.ts';
import type { Question } from '../question.ts';

export const technicalSecurityQuestions: readonly Question[] = [
  {
    id: 'technical.security.identity',
    topic: 'technical.security',
    title: 'Sign-in and permissions',
    text: 'How do people and systems sign in: single sign-on, multi-factor, roles with least privilege, or shared accounts?',
    why: "An agent acts with somebody's permissions; they have to be known and narrow.",
    weight: 3,
    wants: [
      { kind: 'product', categories: ['identity'] },
      { kind: 'practice', ids: ['sso', 'mfa', 'least-privilege', 'shared-accounts', 'passwords-only'] },
      { kind: 'percentage' },
    ],
    control: 'multi-choice',
    options: ['single sign-on', 'multi-factor sign-in', 'least privilege roles', 'shared accounts'],
    cues: ['mfa', 'sso', 'sign in', 'login', 'account', 'identity'],
    rubric: [
      { level: 1, when: all(has('shared-accounts'), not(has('mfa', 'sso'))), says: 'Accounts are shared' },
      {
        level: 2,
        when: any(has('shared-accounts', 'passwords-only'), all(lacks('mfa', 'sso'), not(has('mfa', 'sso')))),
        says: 'Sign-in is weak',
      },
      {
        level: 5,
        when: all(has('mfa'), any(has('sso'), uses('identity')), has('least-privilege')),
        says: 'Sign-in is central, multi-factor and by least privilege',
      },
      {
        level: 4,
        when: all(any(has('sso'), uses('identity')), has('mfa')),
        says: 'Sign-in is central and multi-factor',
      },
      {
        level: 3,
        when: any(has('sso', 'mfa', 'least-privilege'), uses('identity')),
        says: 'Sign-in is managed, with parts missing',
      },
      { level: 2, when: any(intends('sso', 'mfa')), says: 'Strong sign-in is only planned' },
    ],
    remedy: {
      gap: 'Identities and permissions are too weak for acting agents',
      action: 'Enforce single and multi-factor sign-on and give each agent an identity of its own',
      owner: 'Security lead',
    },
  },
  {
    id: 'technical.security.protection',
    topic: 'technical.security',
    title: 'Protection of data and systems',
    text: 'Which protections are in place: encryption at rest and in transit, managed secrets, security monitoring, penetration tests?',
    why: 'Agents move data between systems; each hop has to be protected and seen.',
    weight: 2,
    wants: [
      { kind: 'product', categories: ['security'] },
      {
        kind: 'practice',
        ids: [
          'encryption-at-rest',
          'encryption-in-transit',
          'secrets-management',
          'security-monitoring',
          'penetration-test',
        ],
      },
      { kind: 'polarity' },
    ],
    control: 'multi-choice',
    options: ['encryption at rest', 'TLS in transit', 'secrets manager', 'SIEM', 'penetration tests'],
    cues: ['encrypt', 'protected', 'security'],
    rubric: [
      {
        level: 5,
        when: hasSome(
          4,
          'encryption-at-rest',
          'encryption-in-transit',
          'secrets-management',
          'security-monitoring',
          'penetration-test',
        ),
        says: 'Protection is broad',
      },
      {
        level: 4,
        when: any(
          hasSome(
            3,
            'encryption-at-rest',
            'encryption-in-transit',
            'secrets-management',
            'security-monitoring',
            'penetration-test',
          ),
          all(has('encryption-at-rest'), uses('security')),
        ),
        says: 'The main protections are in place',
      },
      {
        level: 3,
        when: any(
          hasSome(1, 'encryption-at-rest', 'secrets-management', 'security-monitoring', 'penetration-test'),
          uses('security'),
        ),
        says: 'Some protections are in place',
      },
      {
        level: 2,
        when: any(
          has('encryption-in-transit'),
          polarity('partly', 'planned'),
          intends('encryption-at-rest', 'security-monitoring', 'secrets-management'),
        ),
        says: 'Protection is thin',
      },
      {
        level: 1,
        when: any(polarity('no'), lacks('encryption-at-rest', 'secrets-management', 'security-monitoring')),
        says: 'Basic protections are missing',
      },
    ],
    remedy: {
      gap: 'Basic protections of data are missing',
      action: 'Encrypt data at rest, move secrets to a managed store and switch on monitoring',
      owner: 'Security lead',
    },
  },
  {
    id: 'technical.security.incidents',
    topic: 'technical.security',
    title: 'Security incidents',
    text: 'Was there a security incident or a data breach in the last two years? If so, how many and what changed?',
    why: 'The past shows where attention has to go first.',
    weight: 1,
    wants: [
      { kind: 'polarity' },
      { kind: 'count', units: ['incidents'], bare: 'incidents' },
      { kind: 'practice', ids: ['security-incident'] },
    ],
    control: 'yes-no',
    cues: ['incident', 'breach', 'hacked', 'attack', 'ransomware'],
    rubric: [
      {
        level: 2,
        when: any(has('security-incident'), polarity('yes', 'partly'), atLeast('count', 1, 'incidents')),
        says: 'There has been a security incident',
      },
      {
        level: 4,
        when: any(polarity('no'), lacks('security-incident'), below('count', 1, 'incidents')),
        says: 'No security incident is known',
      },
    ],
    remedy: {
      gap: 'There has been a security incident',
      action: 'Confirm that the lessons of the incident are carried out before an agent gets access',
      owner: 'Security lead',
    },
  },
];
