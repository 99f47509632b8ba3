import { a } from '@aws-amplify/backend';
import { authorizeOrganization } from './handlers.ts';

/** What an organization decides about itself. */
export const organizationOperations = {
  /** What its agents may read and say; the change is in the audit log. */
  setGuardrailPolicy: a
    .mutation()
    .arguments({
      organization: a.string().required(),
      maskInPrompts: a.ref('PersonalDataKind').required().array().required(),
      documentsWithInstructions: a.ref('InstructionPolicy').required(),
      secretsInOutput: a.ref('SecretPolicy').required(),
      blockInPrompts: a.ref('PersonalDataKind').required().array(),
      toolAnswersWithInstructions: a.ref('ToolAnswerPolicy'),
      /** The version that was seen, 0 where there was none; where another stands by now, nothing is changed. */
      expectedVersion: a.integer(),
    })
    .returns(a.ref('Organization'))
    .authorization((allow) => [allow.authenticated()])
    .handler([
      authorizeOrganization,
      a.handler.custom({ entry: './resolvers/read-guardrail-policy.js', dataSource: a.ref('Organization') }),
      a.handler.custom({ entry: './resolvers/record-policy-change.js', dataSource: a.ref('AuditEvent') }),
      a.handler.custom({ entry: './resolvers/set-guardrail-policy.js', dataSource: a.ref('Organization') }),
    ]),
};
