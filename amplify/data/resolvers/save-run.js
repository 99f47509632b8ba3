// The supervisor's write of a run, on condition that nobody was faster; what changed goes to the subscribers.
import { util } from '@aws-appsync/utils';

export function request(ctx) {
  if (!ctx.identity.userArn) {
    util.error('Only services may do this.', 'Unauthorized', null, { code: 'SERVICE_ONLY' });
  }
  const { runId, version, status, state, usage, spentUsd, wakeAt, endedAt, reason } = ctx.args;
  const names = { '#status': 'status', '#state': 'state', '#usage': 'usage' };
  const values = {
    ':version': version,
    ':status': status,
    ':state': state,
    ':usage': usage ?? null,
    ':spent': spentUsd,
    ':ended': endedAt ?? null,
    ':reason': reason ?? null,
    ':now': util.time.nowISO8601(),
  };
  let expression =
    'SET version = :version, #status = :status, #state = :state, #usage = :usage, spentUsd = :spent, endedAt = :ended, reason = :reason, updatedAt = :now';
  // Sparse: only runs that time alone can move stand in the index.
  if (wakeAt) {
    expression = `${expression}, wakeShard = :shard, wakeAt = :wake`;
    values[':shard'] = 'due';
    values[':wake'] = wakeAt;
  } else {
    expression = `${expression} REMOVE wakeShard, wakeAt`;
  }
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ id: runId }),
    update: { expression, expressionNames: names, expressionValues: util.dynamodb.toMapValues(values) },
    condition: {
      expression: 'version = :before',
      expressionValues: util.dynamodb.toMapValues({ ':before': version - 1 }),
    },
  };
}

export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  const { organization, projectId, runId, version, status, steps } = ctx.args;
  return {
    organization,
    projectId,
    runId,
    version,
    status,
    key: null,
    steps: steps ?? null,
    at: util.time.nowISO8601(),
  };
}
