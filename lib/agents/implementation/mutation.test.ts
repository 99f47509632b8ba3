import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimsInput, dischargeInput } from './testing/designs.ts';
import { mutate } from './testing/mutate-source.ts';
import { build, runNode, unpack } from './testing/unpack-bundle.ts';

describe.each([
  ['claims', claimsInput],
  ['discharge letters', dischargeInput],
])('the rules of the bundle for %s', { timeout: 240_000 }, (_name, input) => {
  it('each fail their own test when a parameter or an operator is changed', async () => {
    const folder = await unpack(input);
    const { rules } = (await build(input)).output.bundle;
    const survivors: string[] = [];
    let count = 0;
    for (const rule of rules) {
      const file = path.join(folder, rule.file);
      const source = await readFile(file, 'utf8');
      const mutants = mutate(source);
      expect(mutants.length, rule.file).toBeGreaterThan(1);
      for (const { change, source: changed } of mutants) {
        await writeFile(file, changed);
        const { code } = await runNode(folder, [rule.test]);
        if (code === 0) survivors.push(`${rule.file}: ${change}`);
        count += 1;
      }
      await writeFile(file, source);
      expect((await runNode(folder, [rule.test])).code, rule.test).toBe(0);
    }
    expect({ survivors, count }).toEqual({ survivors: [], count });
  });
});
