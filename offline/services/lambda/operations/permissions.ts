import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { functionFor, type LambdaApp } from '../app.ts';
import { toStatement } from '../permissions.ts';
import { FunctionName, OneFunction, Qualifier } from './input.ts';

const none = () =>
  new ServiceError('ResourceNotFoundException', 'The resource you requested does not exist.', { status: 404 });

export const addPermission = defineOperation({
  schema: z.object({
    FunctionName,
    Qualifier,
    StatementId: z.string().regex(/^[\w-]{1,100}$/),
    Action: z.string().regex(/^(lambda:(\*|[a-zA-Z]+)|\*)$/),
    Principal: z.string().min(1),
    SourceArn: z.string().optional(),
    SourceAccount: z.string().optional(),
    FunctionUrlAuthType: z.enum(['NONE', 'AWS_IAM']).optional(),
  }),
  execute(app: LambdaApp, input, call) {
    const { name, arn } = functionFor(app, call, 'AddPermission', input);
    if (app.permissions.list(name).some(({ Sid }) => Sid === input.StatementId)) {
      throw new ServiceError(
        'ResourceConflictException',
        `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
        { status: 409 },
      );
    }
    const statement = toStatement({ ...input, resource: input.Qualifier ? `${arn}:${input.Qualifier}` : arn });
    app.permissions.add(name, statement);
    return { Statement: JSON.stringify(statement) };
  },
});

export const removePermission = defineOperation({
  schema: OneFunction.extend({ StatementId: z.string() }),
  execute(app: LambdaApp, input, call) {
    const { name } = functionFor(app, call, 'RemovePermission', input);
    if (app.permissions.remove(name, input.StatementId)) return {};
    throw new ServiceError(
      'ResourceNotFoundException',
      `Statement ${input.StatementId} is not found in resource policy.`,
      { status: 404 },
    );
  },
});

export const getPolicy = defineOperation({
  schema: OneFunction,
  execute(app: LambdaApp, input, call) {
    const { name } = functionFor(app, call, 'GetPolicy', input);
    const Statement = app.permissions.list(name);
    if (Statement.length === 0) throw none();
    const Policy = JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement });
    return { Policy, RevisionId: String(Statement.length) };
  },
});
