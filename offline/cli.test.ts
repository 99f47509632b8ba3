import { describe, expect, test } from 'vitest';
import { parseCommandLine } from './cli.ts';
import { describeSummary } from './summary.ts';

const parse = (args: string[], env: Record<string, string> = {}) =>
  parseCommandLine(args, { NODE_ENV: 'test', ...env }, '/home/me/app');

describe('the command line', () => {
  test('starts the app of this folder on 4566 unless told otherwise', () => {
    expect(parse([])).toEqual({
      command: 'start',
      words: [],
      only: undefined,
      app: '/home/me/app',
      port: 4566,
      dataFolder: '/home/me/app/.offline',
      outputsFile: '/home/me/app/amplify_outputs.json',
      fresh: false,
      watch: false,
      allowed: { all: false, names: [] },
    });
  });
  test('takes what the developer goes on without', () => {
    expect(parse(['--allow', 'Flow', '--allow', 'AWS::SNS::Topic'])).toMatchObject({
      allowed: { all: false, names: ['Flow', 'AWS::SNS::Topic'] },
    });
    expect(parse(['--allow-unsupported'])).toMatchObject({ allowed: { all: true } });
  });
  test('keeps data and outputs beside the app that is named', () => {
    expect(parse(['--app', '../other'])).toMatchObject({
      app: '/home/me/other',
      dataFolder: '/home/me/other/.offline',
      outputsFile: '/home/me/other/amplify_outputs.json',
    });
  });
  test('takes the port from the option before the environment', () => {
    expect(parse([], { OFFLINE_PORT: '5000' })).toMatchObject({ port: 5000 });
    expect(parse(['--port', '6000'], { OFFLINE_PORT: '5000' })).toMatchObject({ port: 6000 });
  });
  test('resets one service, and sets a secret by name', () => {
    expect(parse(['reset', '--only', 'sqs'])).toMatchObject({ command: 'reset', only: 'sqs' });
    expect(parse(['secret', 'set', 'API_KEY'])).toMatchObject({ command: 'secret', words: ['set', 'API_KEY'] });
    for (const words of [['secret'], ['secret', 'set'], ['secret', 'get', 'A']]) {
      expect(() => parse(words)).toThrow(/Unknown command: secret/);
    }
  });
  test('refuses what it does not know, with the usage', () => {
    expect(() => parse(['launch'])).toThrow(/Unknown command: launch/);
    expect(() => parse(['--speed', '9'])).toThrow(/--speed/);
    expect(() => parse(['--port', 'http'])).toThrow(/http is no port/);
    expect(() => parse(['--port', '70000'])).toThrow(/70000 is no port/);
  });
});

test('the summary names endpoint, outputs, counts, times and what is not honoured', () => {
  const text = describeSummary({
    endpoint: 'http://localhost:4566',
    app: '/app',
    outputsFile: '/app/amplify_outputs.json',
    dataFolder: '/app/.offline',
    resources: { dynamodb: 9, lambda: 18 },
    warnings: ['X (AWS::EC2::Instance): not run offline.'],
    synthesisMs: 7300,
    synthesisCached: false,
    startMs: 812,
  });
  for (const part of [
    'http://localhost:4566',
    'app        /app\n',
    'dynamodb 9 · lambda 18',
    'synthesis 7.3 s, start 0.8 s',
    '- X (AWS::EC2',
  ]) {
    expect(text).toContain(part);
  }
});
