import type { Suite } from '../suite.ts';
import { appsyncUtils } from './appsync-utils.ts';
import { dynamodbConformance } from './dynamodb-conformance.ts';
import { eventPatterns } from './event-patterns.ts';
import { own, ownRemote } from './own.ts';
import { wireChecks } from './wire-checks.ts';

/** Every suite, in the order of the report. */
export const SUITES: readonly Suite[] = [
  ...[wireChecks, dynamodbConformance, appsyncUtils, eventPatterns],
  ...[own, ownRemote],
];
