import { amplify } from './amplify/dialect.ts';
import { cdk } from './cdk/dialect.ts';
import { cdkPython } from './cdk-python/dialect.ts';
import { cloudFormation } from './cloudformation/dialect.ts';
import type { Dialect } from './dialect.ts';
import { eventPatterns } from './event-patterns/dialect.ts';
import { graphql } from './graphql/dialect.ts';
import { jsonSchema } from './json-schema/dialect.ts';
import { openApi } from './openapi/dialect.ts';
import { python } from './python/dialect.ts';
import { serverlessFramework } from './serverless-framework/dialect.ts';
import { stepFunctions } from './step-functions/dialect.ts';
import { typescript } from './typescript/dialect.ts';

/** Every way to describe a system that is read. */
export const dialects: readonly Dialect[] = [
  cloudFormation,
  serverlessFramework,
  openApi,
  jsonSchema,
  stepFunctions,
  eventPatterns,
  graphql,
  amplify,
  typescript,
  python,
  cdk,
  cdkPython,
];
