import { expect, it } from 'vitest';
import { derivedId } from '#lib/runtime/ids';
import { artifactsRead } from './artifacts-read/run.ts';
import { createToolWorld } from './testing.ts';

const folder = 'artifacts/demo/p1/runs/r1/review/';
const files = { [`${folder}design.md`]: 'first', [`${folder}2/design.md`]: 'second' };
const record = { organization: 'demo', projectId: 'p1', key: `${folder}2/design.md`, version: 2 };
const wanted = { runId: 'r1', stepId: 'review', name: 'design.md' };
const id = derivedId('artifact', 'r1', 'review', 'design.md');

it('gives the last version of what a run of the project made, or that of an attempt', async () => {
  const { context } = createToolWorld({ files, artifacts: { [id]: record } });
  expect(await artifactsRead.call(wanted, context)).toEqual({ file: { text: 'second', attempt: 2 } });
  expect(await artifactsRead.call({ ...wanted, attempt: 1 }, context)).toEqual({ file: { text: 'first', attempt: 1 } });
});

it('gives nothing where there is none, and nothing of another project', async () => {
  const { context } = createToolWorld({ files });
  expect(await artifactsRead.call(wanted, context)).toEqual({ file: null });
  const theirs = createToolWorld({ files, artifacts: { [id]: { ...record, organization: 'other' } } });
  expect(await artifactsRead.call(wanted, theirs.context)).toEqual({ file: null });
});

it.each(['../design.md', '.output-1.json', 'a/../b', 'a/.b', 'a\\b'])('refuses the name %s', async (name) => {
  const { context } = createToolWorld({ files, artifacts: { [id]: record } });
  await expect(artifactsRead.call({ ...wanted, name }, context)).rejects.toMatchObject({ reason: 'NOT_AN_ARTIFACT' });
});
