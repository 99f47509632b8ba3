import { util } from '@aws-appsync/utils';
import { request as saveRun } from '../data/resolvers/save-run.js';
import { request as saveRunStep } from '../data/resolvers/save-run-step.js';
import { isUpdateItem, type UpdateItem } from './update-expression.ts';

// Outside of AppSync its module is empty: this is what the two resolvers need of it.
Object.assign(util, {
  dynamodb: { toMapValues: (values: unknown) => values },
  time: { nowISO8601: () => '2026-11-21T08:00:00.000Z' },
  error: (message: string) => {
    throw new Error(message);
  },
});

const resolvers = { saveRun, saveRunStep };
const identity = { userArn: 'arn:aws:sts::123456789012:assumed-role/simulation' };

/** What the product's own resolver asks DynamoDB for when the mutation is called with these arguments. */
export function resolverRequest(mutation: keyof typeof resolvers, args: unknown): UpdateItem {
  const request: unknown = resolvers[mutation]({ identity, args });
  if (!isUpdateItem(request)) throw new Error(`The resolver of ${mutation} asks for something else than an update.`);
  return request;
}
