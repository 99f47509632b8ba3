import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach } from 'vitest';
import type { FunctionDefinition } from './definition.ts';
import { Environment } from './environment.ts';

/** Environments for the tests of one file; they end with the test that started them. */
export function environments() {
  const folder = mkdtempSync(path.join(tmpdir(), 'lambda-'));
  writeFileSync(path.join(folder, 'package.json'), '{}');
  const started: Environment[] = [];
  let files = 0;
  afterEach(async () => {
    await Promise.all(started.splice(0).map((environment) => environment.stop()));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    folder,
    /** The handler of the next environment, with another export's name. */
    nextHandler: (name: string) => `f${files + 1}.${name}`,
    /** Writes a file beside the bundles, by its path. */
    write: (file: string, text: string): void => {
      const whole = path.join(folder, file);
      mkdirSync(path.dirname(whole), { recursive: true });
      writeFileSync(whole, text);
    },
    /** An environment of a function whose bundle is one file with this source. */
    environmentOf: (
      source: string,
      options: Partial<FunctionDefinition> & { extension?: string } = {},
    ): Environment => {
      files += 1;
      const { extension = '.mjs', ...overrides } = options;
      writeFileSync(path.join(folder, `f${files}${extension}`), source);
      const definition: FunctionDefinition = {
        name: 'test-function',
        arn: 'arn:aws:lambda:us-east-1:123456789012:function:test-function',
        handler: `f${files}.handler`,
        runtime: 'nodejs22.x',
        roleArn: 'arn:aws:iam::123456789012:role/test',
        codeFolder: folder,
        codeSha256: '',
        memoryMb: 128,
        timeoutMs: 5000,
        variables: {},
        reservedConcurrency: undefined,
        logFormat: 'Text',
        logGroup: '/aws/lambda/test-function',
        description: '',
        lastModified: '',
        ...overrides,
      };
      const environment = new Environment({
        definition,
        variables: {
          AWS_LAMBDA_FUNCTION_NAME: definition.name,
          AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
          GREETING: 'hello',
        },
        packagesFrom: path.resolve(import.meta.dirname, '../..'),
        compileCache: path.join(folder, 'compiled'),
      });
      started.push(environment);
      return environment;
    },
  };
}
