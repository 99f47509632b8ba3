import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'factory-design-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command line as a person would, against the backend of this test run. */
function factory(...args: readonly string[]): Promise<{ code: number | null; output: string; errors: string }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'cli/factory.ts', ...args], {
    cwd: root,
    env: { ...process.env, AMPLIFY_OUTPUTS: inject('backend').outputsFile },
  });
  const ended = { output: '', errors: '' };
  child.stdout.on('data', (text: Buffer) => (ended.output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (ended.errors += text.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...ended, code }));
  });
}

const template = (timeout: number) => `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
  CreateOrder:
    Type: AWS::Lambda::Function
    Properties: { Handler: index.handler, Runtime: nodejs24.x, Timeout: ${timeout}, Code: { ZipFile: '' }, Role: role }
`;

/** A folder of source, with this timeout. */
function sourceOf(name: string, timeout: number): string {
  const source = path.join(folder, name);
  mkdirSync(source, { recursive: true });
  writeFileSync(path.join(source, 'template.yaml'), template(timeout));
  return source;
}

const runSchema = z.object({
  runId: z.string(),
  status: z.string(),
  unanswered: z.array(z.string()),
  steps: z.array(z.object({ id: z.string(), status: z.string() })),
  artifacts: z.array(z.object({ name: z.string() })),
});
const out = path.join(folder, 'out');
let made: z.infer<typeof runSchema>;
let code: number | null;
beforeAll(async () => {
  const answers = 'docs/examples/technical-design-orders.json';
  const source = sourceOf('shop', 10);
  const args = ['--source', source, '--answers', answers, '--approve', 'all', '--out', out, '--json'];
  const ended = await factory('run', 'technical-design', ...args);
  code = ended.code;
  made = runSchema.parse(JSON.parse(ended.output));
});

it('a folder, answers and approval give every file of a technical design', () => {
  expect([code, made.status]).toEqual([0, 'completed']);
  expect(made.steps.map(({ id }) => id)).toEqual([
    ...['discovery', 'requirements', 'architecture', 'data-model', 'apis-events', 'security-resilience'],
    ...['operations-capacity', 'review'],
  ]);
  const files = readdirSync(out).sort();
  expect(files).toEqual([
    ...['completeness.json', 'design.html', 'design.md', 'design.pdf', 'diagrams', 'run.json', 'slides.html'],
    ...['system-model.json', 'traceability.json'],
  ]);
  expect(readdirSync(path.join(out, 'diagrams'))).toContain('architecture.mmd');
  const design = readFileSync(path.join(out, 'design.md'), 'utf8');
  for (const said of ['20 requests per second', '300 USD a month', '99.9 %']) expect(design).toContain(said);
});

it('what was neither answered nor found is told, and nothing else', () => {
  expect(made.unanswered).not.toContain('load');
  expect(made.unanswered).not.toContain('entities');
  expect(made.unanswered).toContain('growth');
});

it('drift names the claim that a changed timeout breaks, and holds where nothing changed', async () => {
  const changed = await factory('drift', '--run', made.runId, '--source', sourceOf('newer', 30), '--json');
  expect(changed.code).toBe(1);
  expect(JSON.parse(changed.output)).toMatchObject({
    broken: 1,
    entries: [{ kind: 'changed', element: 'component:CreateOrder', property: 'Timeout', was: '10', is: '30', line: 9 }],
  });
  const same = await factory('drift', '--run', made.runId, '--source', path.join(folder, 'shop'), '--json');
  expect(same.code).toBe(0);
  expect(JSON.parse(same.output)).toMatchObject({ broken: 0, moved: 0, entries: [] });
});

it('without answers nothing is asked, and every question that the source leaves open is named', async () => {
  const target = path.join(folder, 'unanswered');
  const source = path.join(folder, 'shop');
  const {
    code: ended,
    output,
    errors,
  } = await factory(...['run', 'technical-design', '--source', source, '--approve', 'all', '--out', target, '--json']);
  expect(ended).toBe(0);
  const { unanswered } = runSchema.parse(JSON.parse(output));
  expect(unanswered).toEqual(expect.arrayContaining(['load', 'budget', 'retention']));
  // The source says what is stored.
  expect(unanswered).not.toContain('entities');
  for (const id of unanswered) expect(errors).toContain(`  ${id} `);
  expect(errors).toContain('--answers FILE.json');
});

it('questions lists what an answers file may answer', async () => {
  const { code: ended, output } = await factory('questions', 'tech-design');
  expect(ended).toBe(0);
  expect(output).toContain('retention\n');
});
