import type { Rule } from './rule.ts';
import { consumerWithoutLimit } from './rules/consumer-without-limit.ts';
import { dataDeletedWithStack } from './rules/data-deleted-with-stack.ts';
import { deprecatedRuntime } from './rules/deprecated-runtime.ts';
import { eventWithoutConsumer } from './rules/event-without-consumer.ts';
import { functionWithoutDeadLetters } from './rules/function-without-dead-letters.ts';
import { hotPartition } from './rules/hot-partition.ts';
import { logRetention } from './rules/log-retention.ts';
import { missingAlarms } from './rules/missing-alarms.ts';
import { missingEncryption } from './rules/missing-encryption.ts';
import { openCors } from './rules/open-cors.ts';
import { permissionWithoutSource } from './rules/permission-without-source.ts';
import { plaintextSecret } from './rules/plaintext-secret.ts';
import { publicBucket } from './rules/public-bucket.ts';
import { publicPolicy } from './rules/public-policy.ts';
import { queueWithoutDeadLetters } from './rules/queue-without-dead-letters.ts';
import { ruleTargetWithoutDeadLetters } from './rules/rule-target-without-dead-letters.ts';
import { stateMachineTimeouts } from './rules/state-machine-timeouts.ts';
import { streamWithoutFailureDestination } from './rules/stream-without-failure-destination.ts';
import { tableWithoutBackup } from './rules/table-without-backup.ts';
import { taskWithoutRetry } from './rules/task-without-retry.ts';
import { timeoutOutlastsCaller } from './rules/timeout-outlasts-caller.ts';
import { tracingOff } from './rules/tracing-off.ts';
import { unauthenticatedApi } from './rules/unauthenticated-api.ts';
import { unboundedScan } from './rules/unbounded-scan.ts';
import { unusedTable } from './rules/unused-table.ts';
import { visibilityBelowTimeout } from './rules/visibility-below-timeout.ts';
import { wideEventPattern } from './rules/wide-event-pattern.ts';
import { wildcardActions } from './rules/wildcard-actions.ts';
import { wildcardResources } from './rules/wildcard-resources.ts';

/** Every named rule. The table in the README says the same: a test holds them together. */
export const rules: readonly Rule[] = [
  consumerWithoutLimit,
  dataDeletedWithStack,
  deprecatedRuntime,
  eventWithoutConsumer,
  functionWithoutDeadLetters,
  hotPartition,
  logRetention,
  missingAlarms,
  missingEncryption,
  openCors,
  permissionWithoutSource,
  plaintextSecret,
  publicBucket,
  publicPolicy,
  queueWithoutDeadLetters,
  ruleTargetWithoutDeadLetters,
  stateMachineTimeouts,
  streamWithoutFailureDestination,
  tableWithoutBackup,
  taskWithoutRetry,
  timeoutOutlastsCaller,
  tracingOff,
  unauthenticatedApi,
  unboundedScan,
  unusedTable,
  visibilityBelowTimeout,
  wideEventPattern,
  wildcardActions,
  wildcardResources,
];
