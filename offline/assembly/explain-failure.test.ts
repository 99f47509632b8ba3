import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { explainFailure } from './explain-failure.ts';

let app: string;

beforeEach(() => {
  app = mkdtempSync(path.join(tmpdir(), 'app-'));
  mkdirSync(path.join(app, 'amplify'));
  writeFileSync(path.join(app, 'amplify/backend.ts'), "import { data } from './data';\nconst a = 1;\nmissing(a);\n");
});
afterEach(() => {
  rmSync(app, { recursive: true, force: true });
});

test('an error thrown by a definition comes with its place in the source, and that line', () => {
  const output = `Bundling asset amplify-x/data/Code/Stage...
${app}/node_modules/aws-cdk-lib/index.js:1
"use strict";
^

ReferenceError: missing is not defined
    at make (${app}/node_modules/aws-cdk-lib/index.js:1:7)
    at <anonymous> (${app}/amplify/backend.ts:3:1)
    at ModuleJob.run (node:internal/modules/esm/module_job:345:25)

Node.js v24.21.0`;
  expect(explainFailure(output, app).split('\n')).toEqual([
    '  ReferenceError: missing is not defined',
    '  amplify/backend.ts:3:1',
    '    3 │ missing(a);',
    '      ╵ ^',
  ]);
});

test('the cause of an error that wraps another is told', () => {
  const output = `AmplifyError: Failed to instantiate the construct
    at <anonymous> (${app}/amplify/backend.ts:3:1) {
  cause: ValidationError: the id must not be empty,
  code: undefined`;
  expect(explainFailure(output, app)).toContain('caused by ValidationError: the id must not be empty\n');
});

test('a syntax error names line and column', () => {
  const output = `Error [TransformError]: Transform failed with 1 error:
${app}/amplify/backend.ts:2:9: ERROR: Expected ";" but found "="`;
  expect(explainFailure(output, app)).toContain('amplify/backend.ts:2:9\n    2 │ const a = 1;\n      ╵         ^');
});

test('an import that finds nothing is shown', () => {
  const output = `Error [ERR_MODULE_NOT_FOUND]: Cannot find module '${app}/amplify/data' imported from ${app}/amplify/backend.ts`;
  expect(explainFailure(output, app)).toContain("amplify/backend.ts:1\n    1 │ import { data } from './data';");
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

test('what CloudFormation has against a template is told, not the source of the CDK', () => {
  const output = `${'x'.repeat(7000)}throw new Error("Validation failed")
Error: Validation failed. A copy of this report can be found in: /gone
ERROR Resources/data7552DF31: Circular Dependencies for resource [data → function → data] (CloudFormation Validate)`;
  const explained = explainFailure(output, app);
  expect(explained).toContain('Circular Dependencies for resource [data → function → data]');
  expect(explained).toContain('resourceGroupName: "data"');
  expect(explained.length).toBeLessThan(600);
});

test('what is wrong with the data schema is shown there, not where the backend is defined', () => {
  writeFileSync(path.join(app, 'amplify/backend.ts'), 'const backend = defineBackend({\n  data,\n});\n');
  mkdirSync(path.join(app, 'amplify/data/models'), { recursive: true });
  writeFileSync(path.join(app, 'amplify/data/resource.ts'), 'const schema = a.schema({ Project });\ndefineData({});\n');
  const model = "export const Project = a.model({\n  name: a.string(),\n  office: a.ref('Adress'),\n});\n";
  writeFileSync(path.join(app, 'amplify/data/models/project.ts'), model);
  const output = (error: string) => `${error}
    at DataFactory.getInstance (${app}/node_modules/@aws-amplify/backend-data/src/factory.ts:1:7)
    at <anonymous> (${app}/amplify/backend.ts:1:17)`;
  const wrongType =
    'AmplifyError [InvalidSchemaError]: Invalid ref. Project is referring to Adress which is not defined';
  expect(explainFailure(output(wrongType), app)).toContain(
    "amplify/data/models/project.ts:3\n    3 │   office: a.ref('Adress'),",
  );
  expect(explainFailure(output('InvalidDirectiveError: something is wrong'), app)).toContain(
    'amplify/data/resource.ts:1\n',
  );
  expect(explainFailure(`TypeError: no\n    at <anonymous> (${app}/amplify/backend.ts:1:17)`, app)).toContain(
    'amplify/backend.ts:1:17',
  );
});
