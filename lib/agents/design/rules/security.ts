import { all, any, has, lacks, not, of, polarity, uses } from '#lib/domain/assessment/fact-test';
import { ask } from '../questions.ts';
import { type DesignRule, every, field, forUseCase, unanswered, unless } from './rule.ts';

const section = 'security';
const isPersonal = of(ask.personalData, has('personal-data', 'health-data', 'payment-data'));
const isAnonymized = of(ask.personalData, has('anonymization'));

export const securityRules: readonly DesignRule[] = [
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
];
