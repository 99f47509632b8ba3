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
  runId: z.string(),
  status: z.enum(['completed', 'waiting']),
  steps: z.array(
    z.object({ id: z.string(), agent: z.string(), status: z.string(), attempts: z.number(), durationMs: z.number() }),
  ),
  waitingFor: z.array(z.object({ approvalId: z.string(), stepId: z.string(), roles: z.array(z.string()) })),
  messages: z.number(),
  cost: z.object({ totalUsd: z.number(), awsUsd: z.number(), modelUsd: z.number(), requests: z.number() }),
  unanswered: z.array(z.string()),
  artifacts: z.array(z.object({ name: z.string(), size: z.number(), sha256: z.string() })),
});

const examples = ['hospital', 'fintech'] as const;
const reports = ['assessment-report.md', 'assessment-report.pdf', 'assessment.json'];
/** One goes to the end, the other stops at the first gate. */
const approvals = { hospital: 'all', fintech: 'none' } as const;
const names = { hospital: `Hospital ${crypto.randomUUID()}`, fintech: `Fintech ${crypto.randomUUID()}` };
const out = (example: string) => path.join(folder, example);
const fileOf = (example: string, name: string) => readFileSync(path.join(out(example), name));
const runs = new Map<string, Ended>();

beforeAll(async () => {
  for (const example of examples) {
    const answers = `docs/examples/assessment-${example}.json`;
    const where = ['--out', out(example), '--project', names[example]];
    const args = ['run', 'transformation', '--answers', answers, ...where, '--approve', approvals[example]];
    runs.set(example, await factory([...args, '--json']));
  }
}, 600_000);

describe.each(examples)('running transformation for the %s', (example) => {
  const isWhole = approvals[example] === 'all';

  it('ends well and writes every artifact with its hash', () => {
    const { code, output, errors } = runs.get(example) ?? { code: 1, output: '', errors: 'it did not run' };
    const expected = isWhole ? 0 : 3;
    expect(`${code} ${code === expected ? '' : errors}`).toBe(`${expected} `);
    const run = runSchema.parse(JSON.parse(fileOf(example, 'run.json').toString()));
    expect(runSchema.parse(JSON.parse(output))).toEqual(run);
    expect(run).toMatchObject({ project: names[example], status: isWhole ? 'completed' : 'waiting' });
    expect(run.steps.map(({ id, status }) => `${id} ${status}`)).toEqual(
      isWhole
        ? ['assessment succeeded', 'design succeeded', 'planning succeeded', 'implementation succeeded']
        : ['assessment gated', 'design pending', 'planning pending', 'implementation pending'],
    );
    expect(run.waitingFor.map(({ stepId }) => stepId)).toEqual(isWhole ? [] : ['assessment']);
    expect(run.artifacts.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        ...reports,
        ...(isWhole ? ['design.md', 'plan.json', 'plan.csv', 'implementation.zip'] : []),
      ]),
    );
    for (const { name, size, sha256 } of run.artifacts) {
      const bytes = fileOf(example, name);
      expect(`${name} ${createHash('sha256').update(bytes).digest('hex')}`).toBe(`${name} ${sha256}`);
      expect(bytes).toHaveLength(size);
    }
    expect(run.cost.totalUsd).toBeGreaterThan(0);
    expect(run.cost.totalUsd).toBeCloseTo(run.cost.awsUsd + run.cost.modelUsd, 12);
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
    expect(told.project.name).toBe(names[example]);
    expect(told.project.status).toMatch(isWhole ? /IMPLEMENTATION_READY|COMPLETED/ : /ASSESSMENT_COMPLETE/);
    expect(told.interview.completed).toBe(true);
    expect(told.artifacts.map(({ name }) => name)).toEqual(expect.arrayContaining(reports));
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

describe('a run that waits at a gate', () => {
  const runOf = (example: (typeof examples)[number]) =>
    runSchema.parse(JSON.parse(fileOf(example, 'run.json').toString()));

  it('is not approved by a role that may not', async () => {
    const [gate] = runOf('fintech').waitingFor;
    const { code, errors } = await factory(['approve', gate?.approvalId ?? '', '--user', 'developer@demo.test']);
    expect(code).toBe(1);
    expect(errors).toMatch(/project_manager/);
  });

  it('goes on when it is approved, and is decided once', async () => {
    const [gate] = runOf('fintech').waitingFor;
    const approved = await factory(['approve', gate?.approvalId ?? '', '--comment', 'Good.', '--json']);
    expect(approved.code).toBe(0);
    expect(JSON.parse(approved.output)).toMatchObject({ status: 'APPROVED' });
    const again = await factory(['approve', gate?.approvalId ?? '', '--reject']);
    expect([again.code, again.errors]).toEqual([1, expect.stringContaining('decided already')]);
  });

  it('is replayed from a step on without the steps before it', async () => {
    const folder = out('replayed');
    const { code, output } = await factory([
      ...['replay', runOf('hospital').runId, '--from', 'implementation', '--out', folder, '--json'],
    ]);
    expect(code).toBe(0);
    const { steps, artifacts } = z
      .object({
        steps: z.array(z.object({ id: z.string(), status: z.string() })),
        artifacts: z.array(z.object({ name: z.string() })),
      })
      .parse(JSON.parse(output));
    expect(steps.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'assessment reused',
      'design reused',
      'planning reused',
      'implementation succeeded',
    ]);
    expect(artifacts.map(({ name }) => name)).toContain('implementation.zip');
  });
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
    ['a run that is not there', ['replay', 'no-such-run', '--from', 'design'], {}, /no run/],
    ['a blueprint that is not there', ['run', 'no-such-blueprint'], {}, /no such blueprint[^]*Check the id/],
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
    ['a replay from nowhere', ['replay', 'run'], /--from STEP/],
    ['a transformation without answers', ['run', 'transformation'], /--answers FILE/],
    ['a missing operand', ['chat', 'Project'], /chat PROJECT AGENT/],
    ['answers that are not there', ['run', 'transformation', '--answers', '/nowhere.json'], /nowhere/],
  ] as const)('exits with 2 and shows the usage: %s', async (_, args, told) => {
    const { code, output, errors } = await factory(args);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toMatch(told);
    expect(errors).toContain('npm run factory -- --help');
  });
});
