import path from 'node:path';
import { startServices } from '../../kernel/testing.ts';
import { dynamodb } from '../../services/dynamodb/index.ts';
import { checkOut } from '../checkout.ts';
import type { Suite } from '../suite.ts';
import { runWithJsonReport } from '../test-runner.ts';

const repository = 'https://github.com/nubo-db/dynamodb-conformance';
const commit = '0ba4393668860db921afa5728feffe68b55e3e93';

/** The independent suite in three tiers: core, complete, strict. */
export const dynamodbConformance = {
  name: 'dynamodb-conformance',
  title: 'DynamoDB',
  about:
    'An independent suite in three tiers (core operations, the complete API, exact validation order and messages), recorded against DynamoDB itself.',
  repository,
  async run(context) {
    const folder = checkOut(context, { repository, commit });
    if (!folder) return undefined;
    const services = await startServices([dynamodb]);
    try {
      const outcome = await runWithJsonReport({
        runner: 'node_modules/vitest/vitest.mjs',
        args: ['run', '--reporter=json'],
        cwd: folder,
        env: {
          DYNAMODB_ENDPOINT: services.endpoint,
          AWS_ACCESS_KEY_ID: 'offline',
          AWS_SECRET_ACCESS_KEY: 'offline',
          AWS_REGION: 'us-east-1',
        },
        partOf: (file) => path.relative(path.join(folder, 'tests'), file).split(path.sep)[0] ?? '',
      });
      return { version: commit, outcome };
    } finally {
      await services.stop();
    }
  },
} satisfies Suite;
