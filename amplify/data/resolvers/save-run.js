// The write of a run's next version, on condition that nobody was faster; what changed goes to the subscribers. By the
// supervisor, by a worker that begins a run, or as the second step of advanceRun behind the result that a worker stored.
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
  const { input, runId, version, status, steps } = ctx.args;
  if (ctx.error) {
    // The result is stored, and that is all that is told of it: the run is as others left it.
    if (input && ctx.error.type === 'DynamoDB:ConditionalCheckFailedException') return ctx.prev.result;
    util.error(ctx.error.message, ctx.error.type);
  }
  const { organization, projectId } = input ?? ctx.args;
  return {
    organization,
    projectId,
    runId,
    version,
    status,
    key: input ? input.key : null,
    steps: steps ?? null,
    at: util.time.nowISO8601(),
  };
}
