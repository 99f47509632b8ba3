import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { startServices } from '../../kernel/testing.ts';
import { appsync } from '../../services/appsync/index.ts';
import { checkOut, copyOf } from '../checkout.ts';
import type { Suite } from '../suite.ts';
import { runWithJsonReport } from '../test-runner.ts';

const repository = 'https://github.com/localstack/appsync-utils';
const commit = '8f8ef7f0279e1378d0f785030620bf8428c1c62b';

/** Snapshots that were recorded from AWS's EvaluateCode; here the same calls are sent to our EvaluateCode. */
export const appsyncUtils = {
  name: 'appsync-utils',
  title: 'AppSync JavaScript',
  about:
    "Snapshots of APPSYNC_JS utilities and resolvers recorded from AWS's `EvaluateCode`; the suite's own client sends the same calls to ours.",
  repository,
  async run(context) {
    const checkout = checkOut(context, { repository, commit });
    if (!checkout) return undefined;
    const folder = copyOf(checkout, 'appsync-utils-run');
    symlinkSync(path.join(checkout, 'node_modules'), path.join(folder, 'node_modules'));
    const services = await startServices([appsync]);
    try {
      const outcome = await runWithJsonReport({
        runner: 'node_modules/jest/bin/jest.js',
        // `--ci` compares with the recorded snapshots and writes none.
        args: ['--ci', '--json'],
        cwd: folder,
        env: {
          TEST_TARGET: 'AWS_CLOUD',
          NODE_OPTIONS: '--experimental-vm-modules',
          AWS_ENDPOINT_URL: services.endpoint,
          AWS_ACCESS_KEY_ID: 'offline',
          AWS_SECRET_ACCESS_KEY: 'offline',
          AWS_REGION: 'us-east-1',
        },
      });
      return { version: commit, outcome };
    } finally {
      await services.stop();
    }
  },
} satisfies Suite;
