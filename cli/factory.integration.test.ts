import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';

type Ended = { code: number | null; output: string; errors: string };

const root = path.resolve(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'factory-cli-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the command line as a person would, against the backend of this test run. */
function factory(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const script = ['--disable-warning=ExperimentalWarning', 'cli/factory.ts', ...args];
  const child = spawn(process.execPath, script, {
    cwd: root,
    env: { ...process.env, AMPLIFY_OUTPUTS: inject('backend').outputsFile, ...env },
  });
  const ended = { code: null, output: '', errors: '' };
  child.stdout.on('data', (text: Buffer) => (ended.output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (ended.errors += text.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...ended, code }));
  });
}

const runSchema = z.object({
  blueprint: z.literal('transformation'),
  projectId: z.string(),
  project: z.string(),
  status: z.literal('completed'),
  steps: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      attempts: z.number(),
      durationMs: z.number(),
      messages: z.number(),
    }),
  ),
  unanswered: z.array(z.string()),
  artifacts: z.array(z.object({ name: z.string(), size: z.number(), sha256: z.string() })),
});

const examples = ['hospital', 'fintech'] as const;
const names = { hospital: `Hospital ${crypto.randomUUID()}`, fintech: `Fintech ${crypto.randomUUID()}` };
const out = (example: string) => path.join(folder, example);
const fileOf = (example: string, name: string) => readFileSync(path.join(out(example), name));
const runs = new Map<string, Ended>();

beforeAll(async () => {
  for (const example of examples) {
    const answers = `docs/examples/assessment-${example}.json`;
    const args = ['run', 'transformation', '--answers', answers, '--out', out(example), '--project', names[example]];
    runs.set(example, await factory([...args, '--json']));
  }
});

describe.each(examples)('running transformation for the %s', (example) => {
  it('ends well and writes every artifact with its hash', () => {
    const { code, output, errors } = runs.get(example) ?? { code: 1, output: '', errors: 'it did not run' };
    expect(`${code} ${code === 0 ? '' : errors}`).toBe('0 ');
    const run = runSchema.parse(JSON.parse(fileOf(example, 'run.json').toString()));
    expect(runSchema.parse(JSON.parse(output))).toEqual(run);
    expect(run.project).toBe(names[example]);
    expect(run.steps).toMatchObject([{ id: 'assessment', status: 'completed', attempts: 1 }]);
    expect(run.artifacts.map(({ name }) => name).sort()).toEqual([
      'assessment-report.md',
      'assessment-report.pdf',
      'assessment.json',
    ]);
    for (const { name, size, sha256 } of run.artifacts) {
      const bytes = fileOf(example, name);
      expect(`${name} ${createHash('sha256').update(bytes).digest('hex')}`).toBe(`${name} ${sha256}`);
      expect(bytes).toHaveLength(size);
    }
    expect(fileOf(example, 'assessment-report.pdf').toString('latin1', 0, 5)).toBe('%PDF-');
    expect(fileOf(example, 'assessment-report.md').toString()).toContain(names[example]);
    expect(fileOf(example, 'assessment.json').toString()).toContain(run.projectId);
  });

  it('shows progress while it goes, apart from the result', () => {
    const { errors, output } = runs.get(example) ?? { errors: '', output: '' };
    expect(errors).toMatch(/technical +\d+ % · governance +\d+ % · business +\d+ % · commercial +100 %/);
    expect(errors).not.toContain('WARN');
    expect(output).not.toContain('technical  ');
  });

  it('is told by `status`, by name', async () => {
    const { code, output } = await factory(['status', names[example], '--json']);
    expect(code).toBe(0);
    const told = z
      .object({
        project: z.object({ name: z.string(), status: z.string() }),
        interview: z.object({ completed: z.boolean() }),
        artifacts: z.array(z.object({ name: z.string() })),
      })
      .parse(JSON.parse(output));
    expect(told.project).toEqual({ name: names[example], status: 'ASSESSMENT_COMPLETE' });
    expect([told.interview.completed, told.artifacts.length]).toEqual([true, 3]);
  });
});

it('two organizations that answer differently get visibly different reports', () => {
  const [one, another] = examples.map((example) => {
    const text = fileOf(example, 'assessment-report.md').toString();
    return text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#') && !/^[|: -]+$/.test(line));
  });
  const lines = new Set(another);
  const shared = (one ?? []).filter((line) => lines.has(line));
  expect(one?.length).toBeGreaterThan(100);
  expect(shared.length).toBeLessThan((one?.length ?? 0) / 4);
  const shape = z.object({ scores: z.unknown(), gaps: z.unknown(), risks: z.unknown(), useCases: z.unknown() });
  const [first, second] = examples.map((example) =>
    shape.parse(JSON.parse(fileOf(example, 'assessment.json').toString())),
  );
  for (const part of ['scores', 'gaps', 'risks', 'useCases'] as const)
    expect(first?.[part]).not.toEqual(second?.[part]);
});

describe('a command', () => {
  it('chats: prints the reply and nothing else', async () => {
    const { code, output } = await factory(['chat', names.hospital, 'assessment', 'Our budget is 300,000 EUR.']);
    expect(code).toBe(0);
    expect(output).toContain('300,000');
  });

  it('prints a token that serves, and nothing else', async () => {
    const { code, output } = await factory(['token', 'developer@demo.test']);
    expect(code).toBe(0);
    expect(output).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  });

  it('lists the questions that an answers file may use', async () => {
    const { code, output } = await factory(['questions', 'assessment', '--json']);
    expect(code).toBe(0);
    const ids = z
      .array(z.looseObject({ id: z.string() }))
      .parse(JSON.parse(output))
      .map(({ id }) => id);
    const example = z.object({ answers: z.record(z.string(), z.string()) });
    for (const name of examples) {
      const file = readFileSync(path.join(root, `docs/examples/assessment-${name}.json`), 'utf8');
      const used = Object.keys(example.parse(JSON.parse(file)).answers);
      expect(used.filter((id) => !ids.includes(id))).toEqual([]);
    }
  });

  it('finds what is right and wrong with the set-up', async () => {
    const findings = z.array(z.object({ what: z.string(), state: z.string(), remedy: z.string().optional() }));
    const { code, output } = await factory(['doctor', '--json']);
    const found = findings.parse(JSON.parse(output));
    expect(found).toContainEqual({ what: 'backend', state: 'good' });
    expect(found).toContainEqual({ what: 'sign-in', state: 'good' });
    expect(code).toBe(found.some(({ state }) => state === 'bad') ? 1 : 0);

    const locked = await factory(['doctor', '--json', '--user', 'nobody@demo.test']);
    expect(locked.code).toBe(1);
    const finding = findings.parse(JSON.parse(locked.output)).find(({ what }) => what === 'sign-in');
    expect(finding?.state).toBe('bad');
    expect(finding?.remedy).toMatch(/seed/);
  });

  it.each([
    ['an unknown project', ['status', 'No such project'], {}, /No such project[^]*Check its id/],
    ['a wrong password', ['token', 'pm@other.test'], { FACTORY_PASSWORD: 'Wrong-password-1' }, /FACTORY_PASSWORD/],
    [
      'a role that does not permit it',
      ['chat', names.hospital, 'assessment', 'Hi', '--user', 'developer@demo.test'],
      {},
      /role/,
    ],
    ['an agent that is not at work', ['chat', names.hospital, 'nobody', 'Hi'], {}, /agent/],
    [
      'a project of another organization',
      ['chat', names.hospital, 'assessment', 'Hi', '--user', 'pm@other.test'],
      {},
      /no project/,
    ],
  ] as const)('fails with 1 and a remedy: %s', async (_, args, env, told) => {
    const { code, output, errors } = await factory(args, env);
    expect([code, output]).toEqual([1, '']);
    expect(errors).toMatch(told);
    expect(errors).not.toMatch(/ at .*\.ts:\d/);
  });

  it.each([
    ['what is no command', ['launch'], /no command "launch"/],
    ['a missing operand', ['chat', 'Project'], /chat PROJECT AGENT/],
    ['answers that are not there', ['run', 'transformation', '--answers', '/nowhere.json'], /nowhere/],
  ] as const)('exits with 2 and shows the usage: %s', async (_, args, told) => {
    const { code, output, errors } = await factory(args);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toMatch(told);
    expect(errors).toContain('npm run factory -- --help');
  });
});
