// A worker's write of its step: a claim (RUNNING) or a result. An attempt that was overtaken changes nothing, nor does a
// worker whose attempt another one is at, or was at since this one claimed it: its own write must be the last.
import { util } from '@aws-appsync/utils';

const written = [
  'organization',
  'projectId',
  'runId',
  'key',
  'agentId',
  'task',
  'status',
  'attempt',
  'startedAt',
  'endedAt',
  'heartbeatAt',
  'claimedBy',
  'input',
  'inputKey',
  'output',
  'outputKey',
  'facts',
  'evidence',
  'artifacts',
  'logs',
  'usage',
  'usd',
  'attempts',
  'reason',
  'isRetryable',
  'feedback',
  'continuation',
  'reusedFrom',
];

// When an attempt that is at work may be written.
function mayWrite(input) {
  if (input.hasClaimed) return { expression: 'writtenBy = :claimant', values: {} };
  return {
    expression:
      'attribute_not_exists(claimedBy) OR claimedBy = :nobody OR claimedBy = :claimant OR heartbeatAt < :lost',
    values: { ':nobody': '', ':lost': input.takesOverBefore },
  };
}

export function request(ctx) {
  if (!ctx.identity.userArn) {
    util.error('Only services may do this.', 'Unauthorized', null, { code: 'SERVICE_ONLY' });
  }
  const { since, input } = ctx.args;
  const now = util.time.nowISO8601();
  const fields = written.filter((field) => Object.keys(input).includes(field));
  const names = {};
  const values = { ':now': now };
  fields.forEach((field) => {
    names[`#${field}`] = field;
    values[`:${field}`] = input[field];
  });
  values[':claimant'] = input.claimant;
  const sets = fields.map((field) => `#${field} = :${field}`).join(', ');
  const mine = mayWrite(input);
  // A record that was claimed and is gone went with its project: it is not brought back.
  const fresh = input.hasClaimed ? '' : 'attribute_not_exists(id) OR ';
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ id: `${input.runId}#${input.key}` }),
    update: {
      expression: `SET ${sets}, writtenBy = :claimant, updatedAt = :now, createdAt = if_not_exists(createdAt, :now)`,
      expressionNames: names,
      expressionValues: util.dynamodb.toMapValues(values),
    },
    condition: {
      expression: `${fresh}attempt < :since OR (attempt = :mine AND #was = :running AND (${mine.expression})) OR (attempt < :mine AND #was <> :succeeded)`,
      expressionNames: { '#was': 'status' },
      expressionValues: util.dynamodb.toMapValues({
        ...mine.values,
        ':since': since,
        ':mine': input.attempt,
        ':claimant': input.claimant,
        ':running': 'RUNNING',
        ':succeeded': 'SUCCEEDED',
      }),
    },
  };
}

export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  const { organization, projectId, runId, key, status, attempt } = ctx.args.input;
  return {
    organization,
    projectId,
    runId,
    version: 0,
    status,
    key,
    steps: { [key]: { status, attempt } },
    at: util.time.nowISO8601(),
  };
}
