import { ServiceError } from '../../../kernel/errors.ts';
import { invalid } from '../failures.ts';
import { authorize, type Call, defineOperation } from '../operation.ts';
import type { DynamoState } from '../state.ts';
import type { Table } from '../tables/table.ts';
import { boolean, required, string } from '../validation/shapes.ts';

const MOST_BYTES = 20 * 1024;
const arn = { kind: 'string', required: true, min: 1, max: 1283 } as const;
const revision = { kind: 'string', min: 1, max: 255 } as const;

type Expecting = { ResourceArn: string; ExpectedRevisionId?: string };

/** Policies of tables are kept and shown; who may do what is told by the roles' own policies here. */
export const putResourcePolicy = defineOperation<Expecting & { Policy: string }>({
  members: {
    ResourceArn: arn,
    Policy: required(string),
    ExpectedRevisionId: revision,
    ConfirmRemoveSelfResourceAccess: boolean,
  },
  execute(state, { ResourceArn, Policy, ExpectedRevisionId }, call) {
    const table = find(state, call, 'PutResourcePolicy', ResourceArn);
    checkPolicy(Policy);
    const current = table.definition.resourcePolicy;
    const isExpected =
      ExpectedRevisionId === undefined ||
      (ExpectedRevisionId === 'NO_POLICY' ? current === undefined : ExpectedRevisionId === current?.revision);
    if (!isExpected) throw notFound(ResourceArn);
    const revisionId = current?.text === Policy ? current.revision : String(state.clock.now());
    state.change(table, { ...table.definition, resourcePolicy: { text: Policy, revision: revisionId } });
    return { RevisionId: revisionId };
  },
});

export const getResourcePolicy = defineOperation<Expecting>({
  members: { ResourceArn: arn },
  execute(state, { ResourceArn }, call) {
    const policy = find(state, call, 'GetResourcePolicy', ResourceArn).definition.resourcePolicy;
    if (!policy) throw notFound(ResourceArn);
    return { Policy: policy.text, RevisionId: policy.revision };
  },
});

export const deleteResourcePolicy = defineOperation<Expecting>({
  members: { ResourceArn: arn, ExpectedRevisionId: revision },
  execute(state, { ResourceArn, ExpectedRevisionId }, call) {
    const table = find(state, call, 'DeleteResourcePolicy', ResourceArn);
    const { resourcePolicy: policy, ...definition } = table.definition;
    if (ExpectedRevisionId !== undefined && ExpectedRevisionId !== policy?.revision) throw notFound(ResourceArn);
    if (!policy) return {};
    state.change(table, definition);
    return { RevisionId: policy.revision };
  },
});

function checkPolicy(text: string): void {
  if (Buffer.byteLength(text) > MOST_BYTES) {
    throw new ServiceError('LimitExceededException', 'Resource policy size exceeds the limit of 20 KB.');
  }
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw invalid('Invalid policy document: Syntax errors in policy');
  }
  if (typeof policy !== 'object' || policy === null || !('Statement' in policy)) {
    throw invalid('Invalid policy document: Policy has no Statement');
  }
}

const notFound = (resource: string) =>
  new ServiceError(
    'PolicyNotFoundException',
    `Resource-based policy not found for the provided ResourceArn: Policy: ${resource} not found`,
  );

function find(state: DynamoState, call: Call, action: string, resource: string): Table {
  authorize(state, call, action, resource);
  const table = resource.startsWith('arn:') ? state.find(resource) : undefined;
  if (table) return table;
  throw new ServiceError(
    'ResourceNotFoundException',
    `Requested resource not found: ResourceArn: ${resource} not found`,
  );
}
