import { expect, test } from 'vitest';
import { explainFailure } from './explain-failure.ts';

test('an error thrown by a definition comes with its place in the source', () => {
  const output = `Bundling asset amplify-x/data/Code/Stage...
file:///app/amplify/backend.ts:12
missing();
^

ReferenceError: missing is not defined
    at <anonymous> (/app/amplify/backend.ts:12:1)
    at ModuleJob.run (node:internal/modules/esm/module_job:345:25)

Node.js v24.21.0`;
  expect(explainFailure(output, '/app')).toBe(
    ['  ReferenceError: missing is not defined', '  amplify/backend.ts:12'].join('\n'),
  );
});

test('what the bundler could not resolve is told in its own words, without the CDK around it', () => {
  const output = `Bundling asset amplify-x/data/conversation-lambda/Code/Stage...
✘ [ERROR] Could not resolve "./report.ts"

    lib/embedded.ts:5:29:
      5 │ import { report } from './report.ts';
        ╵                        ~~~~~~~~~~~~~

node:internal/modules/run_main:107
    triggerUncaughtException(
    ^

[«FailedToBundleAsset» Failed to bundle asset amplify-x: CommandExitedWithNonZero
    ...aws-cdk-lib...`;
  const explained = explainFailure(output, '/app');
  expect(explained).toContain('Could not resolve "./report.ts"');
  expect(explained).toContain('lib/embedded.ts:5:29');
  expect(explained).not.toContain('FailedToBundleAsset');
});

test('output without any error gives its last lines', () => {
  expect(explainFailure('one\ntwo\n', '/app')).toBe('  one\n  two');
});
