import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { designTask } from '../design/design-solution.ts';
import { designOutputSchema } from '../design/schema.ts';
import { planWork } from '../planning/plan-work.ts';
import { planningOutputSchema } from '../planning/schema.ts';
import { assess, readAnswers, taskContext } from '../planning/testing/examples.ts';
import type { ImplementationInput } from './schema.ts';
import { mutate } from './testing/mutate-source.ts';
import { build, runNode, typeCheck, unpack } from './testing/unpack-bundle.ts';

/** What design and planning make of an example that the documentation ships. */
async function transform(name: 'hospital' | 'fintech'): Promise<ImplementationInput> {
  const report = await assess(readAnswers(name));
  const project = { id: 'project-1', name };
  const { design } = designOutputSchema.parse((await designTask.run({ report, project }, taskContext())).output);
  const { plan } = planningOutputSchema.parse((await planWork.run({ report, design, project }, taskContext())).output);
  return { report, design, plan, project };
}

describe.each(['hospital', 'fintech'] as const)('from the answers of the %s', { timeout: 180_000 }, (name) => {
  it('comes a project that type-checks, passes its tests, and fails them where a rule is broken', async () => {
    const input = await transform(name);
    const folder = await unpack(input);
    const { code, output } = await runNode(folder, ['--test']);
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    expect(await typeCheck(folder)).toEqual({ code: 0, output: '' });
    const { rules, gaps } = (await build(input)).output.bundle;
    expect(rules.length).toBeGreaterThan(5);
    expect(gaps.filter(({ text }) => text.startsWith('No code')).map(({ id, text }) => `${id}: ${text}`)).toEqual([]);
    for (const rule of rules) {
      const file = path.join(folder, rule.file);
      const [mutant] = mutate(await readFile(file, 'utf8'));
      await writeFile(file, mutant?.source ?? '');
      expect((await runNode(folder, [rule.test])).code, `${rule.file} ${mutant?.change}`).not.toBe(0);
    }
  });
});
