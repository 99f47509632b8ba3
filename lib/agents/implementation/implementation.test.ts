import { describe, expect, it } from 'vitest';
import { claimsInput, dischargeInput } from './testing/designs.ts';
import { build, runNode, typeCheck, unpack, unzip } from './testing/unpack-bundle.ts';

describe.each([
  ['claims', claimsInput],
  ['discharge letters', dischargeInput],
])('the bundle for %s', (_name, input) => {
  it('passes its own tests on plain Node with nothing installed', async () => {
    const { code, output } = await runNode(await unpack(input), ['--test']);
    expect(output).toMatch(/# pass [1-9]/);
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
  });

  it('type-checks', async () => {
    expect(await typeCheck(await unpack(input))).toEqual({ code: 0, output: '' });
  });

  it('depends on nothing', async () => {
    const entries = await unzip(input);
    const manifest: unknown = JSON.parse(
      Object.entries(entries).find(([name]) => name.endsWith('/package.json'))?.[1] ?? '',
    );
    expect(Object.keys(manifest ?? {}).filter((key) => /dependencies/i.test(key))).toEqual([]);
    const specifiers = Object.entries(entries)
      .filter(([name]) => name.endsWith('.js'))
      .flatMap(([, text]) => [...text.matchAll(/(?:from|import\() ?'([^']+)'/g)].map(([, specifier]) => specifier));
    expect(specifiers.filter((specifier) => !/^(?:node:|\.\.?\/)/.test(specifier ?? ''))).toEqual([]);
  });

  it('is the same to the byte each time', async () => {
    const [first, second] = [await build(input), await build(structuredClone(input))];
    expect(second.output).toEqual(first.output);
    expect(second.artifacts).toEqual(first.artifacts);
  });
});
