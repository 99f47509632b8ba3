import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { questionsFor } from './answer-design.ts';
import { readAnswers, unknownQuestions } from './answers.ts';
import { latestOf, safeParts } from './artifacts.ts';
import { CommandError, UsageError } from './errors.ts';
import { main } from './factory.ts';
import { localOrigin, readOutputs } from './outputs.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'factory-cli-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const fileOf = (content: string) => {
  const file = path.join(folder, `${crypto.randomUUID()}.json`);
  writeFileSync(file, content);
  return file;
};

describe('a command line that is not understood', () => {
  it.each([
    ['no command', [], 'Name a command'],
    ['an unknown command', ['launch'], '"launch"'],
    ['an unknown option', ['doctor', '--speed', '9'], '--speed'],
    ['a blueprint whose id cannot be one', ['run', 'Alchemy!'], '"Alchemy!"'],
    ['no blueprint', ['run'], 'run BLUEPRINT'],
    ['an operand too many', ['doctor', 'twice'], 'doctor'],
    ['a message without an agent', ['chat', 'Project', 'Hello'], 'chat PROJECT AGENT'],
    ['an agent that does not interview', ['questions', 'nobody'], '"nobody"'],
    ['an approval that is neither all nor none', ['run', 'transformation', '--approve', 'some'], '--approve'],
    ['a drift without a source', ['drift', '--run', 'r1'], '--source'],
    ['a source of a blueprint that takes none', ['run', 'transformation', '--source', '.'], 'technical-design'],
    ['a run without answers', ['run', 'transformation'], '--answers'],
    ['answers that are not there', ['run', 'transformation', '--answers', '/nowhere.json'], '/nowhere.json'],
  ])('%s', async (_, args, named) => {
    const failure = await main(args).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UsageError);
    expect(String(failure)).toContain(named);
  });
});

describe('an answers file', () => {
  it('may hold what is said, answers by question, both or neither', () => {
    expect(readAnswers(fileOf('{}'))).toEqual({ say: [], answers: {} });
    const both = { say: ['We have 40 TB.'], answers: { 'technical.data.platform': 'A warehouse.' } };
    expect(readAnswers(fileOf(JSON.stringify(both)))).toEqual(both);
  });

  it.each([
    ['{"say":', 'not valid JSON'],
    ['[]', 'top level'],
    ['{"says":[]}', 'says'],
    ['{"say":"once"}', 'say'],
    ['{"say":[""]}', 'say.0'],
    ['{"answers":{"technical.data.platform":7}}', 'answers.technical.data.platform'],
  ])('%s is refused, naming the place', (content, named) => {
    expect(() => readAnswers(fileOf(content))).toThrow(UsageError);
    expect(() => readAnswers(fileOf(content))).toThrow(named);
  });
});

describe('the outputs file', () => {
  const outputs = (url: string) => ({
    auth: { user_pool_id: 'us-east-1_x', user_pool_client_id: 'c', aws_region: 'us-east-1' },
    data: { url },
  });

  it('is undefined where it is not there, and an error with a remedy where it is none', () => {
    expect(readOutputs(path.join(folder, 'none.json'))).toBeUndefined();
    for (const content of ['{', '{}', '{"auth":{}}']) expect(() => readOutputs(fileOf(content))).toThrow(CommandError);
  });

  it('tells a backend of this machine from one in the cloud', () => {
    expect(localOrigin(outputs('HTTP://localhost:4566/graphql'))).toBe('http://127.0.0.1:4566');
    expect(localOrigin(outputs('https://x.appsync-api.eu-central-1.amazonaws.com/graphql'))).toBeUndefined();
    expect(localOrigin(outputs('http://localhost.example.com:4566/graphql'))).toBeUndefined();
  });
});

describe('ids of an answers file', () => {
  it('that no question has are named, so that a misspelt one is noticed', () => {
    expect(unknownQuestions(['technical.data.platform', 'technical.data.plattform'])).toEqual([
      'technical.data.plattform',
    ]);
  });
});

describe('what a run has made', () => {
  const file = (name: string, version: number, stepId = 'review') => ({
    name,
    version,
    stepId,
    key: name,
    runId: 'r1',
  });

  it('is what the last attempt at each step made', () => {
    const made = [file('design.md', 2), file('diagrams/old.svg', 1), file('system-model.json', 1, 'discovery')];
    expect(latestOf(made).map(({ name }) => name)).toEqual(['design.md', 'system-model.json']);
  });

  it.each([
    ['diagrams/workflow.mmd', ['diagrams', 'workflow.mmd']],
    ['../../etc/passwd', ['etc', 'passwd']],
    ['..\\evil', ['evil']],
    ['/', ['artifact']],
  ])('is stored within its folder: %s', (name, parts) => {
    expect(safeParts(name)).toEqual(parts);
  });
});

describe('the questions of a technical design', () => {
  it('are none without answers, and all only where answers go beyond the essential ones', () => {
    expect(questionsFor(undefined)).toBe('none');
    expect(questionsFor({ say: [], answers: { load: '5 per second' } })).toBe('essential');
    expect(questionsFor({ say: [], answers: { load: '5 per second', 'dead-letters': 'on-call' } })).toBe('all');
  });
});

describe('output that is longer than a pipe holds', () => {
  it('is whole', () => {
    const source = path.join(folder, 'big');
    mkdirSync(source);
    const tables = Array.from({ length: 400 }, (_, index) => `  Table${index}:\n    Type: AWS::DynamoDB::Table\n`);
    writeFileSync(path.join(source, 'template.yaml'), `Resources:\n${tables.join('')}`);
    const { stdout } = spawnSync(process.execPath, ['cli/factory.ts', 'scan', source, '--json'], { encoding: 'utf8' });
    expect(stdout.length).toBeGreaterThan(65_536);
    expect(z.object({ components: z.array(z.unknown()) }).parse(JSON.parse(stdout)).components).toHaveLength(400);
  });
});
