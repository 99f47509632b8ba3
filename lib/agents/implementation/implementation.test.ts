import { createHash } from 'node:crypto';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { claimsInput, dischargeInput } from './testing/designs.ts';
import { build, runNode, typeCheck, unpack, unzip } from './testing/unpack-bundle.ts';

const traceSchema = z.object({
  files: z.array(z.object({ file: z.string(), sources: z.array(z.string()) })),
  sources: z.record(z.string(), z.unknown()),
});

describe.each([
  ['claims', claimsInput],
  ['discharge letters', dischargeInput],
])('the bundle for %s', { timeout: 120_000 }, (_name, input) => {
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
    const manifest: unknown = JSON.parse(entries['package.json'] ?? '');
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

describe('two designs', () => {
  it('give two applications: nothing of one entity, rule or component stands in the other', async () => {
    const [claims, letters] = [await unzip(claimsInput), await unzip(dischargeInput)];
    const own = (entries: Record<string, string>) =>
      Object.keys(entries).filter((name) =>
        /^(?:src\/(?:entities|rules|components|connectors)|docs\/specs)\//.test(name),
      );
    expect(own(claims).filter((name) => own(letters).includes(name))).toEqual([]);
    const text = Object.values(letters).join('\n');
    expect(text).not.toMatch(/claim amount|claimAmount|adjuster|Guidewire/i);
  });

  it('follow each answer: another limit gives another rule and another test, and leaves the rest as it was', async () => {
    const changed = structuredClone(claimsInput);
    const rule = changed.design.businessRules[0];
    if (rule) rule.parameters['above'] = 7500;
    const [before, after] = [await unzip(claimsInput), await unzip(changed)];
    const differing = Object.keys(before).filter((name) => before[name] !== after[name]);
    expect(differing.filter((name) => /^(?:src|test)\//.test(name))).toEqual([
      'src/rules/large-claims-need-two-approvals.js',
      'test/rules/large-claims-need-two-approvals.test.js',
    ]);
    expect(after['src/rules/large-claims-need-two-approvals.js']).toContain('const limit = 7500;');
  });
});

describe('the result', () => {
  it('lists every file of the archive with its size and digest', async () => {
    const { bundle } = (await build(claimsInput)).output;
    const entries = await unzip(claimsInput);
    expect(Object.keys(entries)).toEqual(bundle.files.map(({ path }) => path));
    for (const { path, bytes, sha256 } of bundle.files) {
      const text = entries[path] ?? '';
      expect({ bytes, sha256 }).toEqual({
        bytes: Buffer.byteLength(text),
        sha256: createHash('sha256').update(text).digest('hex'),
      });
    }
  });

  it('says what became no code and why', async () => {
    const { bundle } = (await build(dischargeInput)).output;
    expect(bundle.gaps).toEqual([
      { id: 'R-6', text: 'No code: the design has no entity "unknown entity".' },
      { id: 'R-7', text: 'No code: the field "Befund" is not a number.' },
      { id: 'Q1', text: 'Open question: Who may see the letters?' },
    ]);
    expect(bundle.rules.map(({ id }) => id)).toEqual(['R-1', 'R-2', 'R-3', 'R-4', 'R-5']);
  });

  it('leads from each rule to the words of the assessment', async () => {
    const { evidence, output } = await build(claimsInput);
    expect(evidence).toContainEqual({
      claim: 'A7',
      source: { kind: 'message', id: 'm-7' },
      quote: 'Anything above five thousand needs two managers.',
    });
    const { files, sources } = traceSchema.parse(JSON.parse((await unzip(claimsInput))['traceability.json'] ?? ''));
    expect(files.find(({ file }) => file === output.bundle.rules[0]?.file)?.sources).toEqual(['A7', 'risk.privacy']);
    expect(sources['A7']).toMatchObject({ quote: 'Anything above five thousand needs two managers.' });
    expect(sources['risk.privacy']).toMatchObject({ statement: 'Personal data may leak.' });
  });

  it('has a specification for each component, and every link in the documents leads to a file', async () => {
    const entries = await unzip(claimsInput);
    const { bundle } = (await build(claimsInput)).output;
    expect(bundle.specs.map(({ component }) => component)).toEqual(claimsInput.design.components.map(({ id }) => id));
    for (const [name, text] of Object.entries(entries)) {
      if (!name.endsWith('.md')) continue;
      for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
        const file = path.posix.join(path.posix.dirname(name), target);
        expect(
          Object.keys(entries).some((one) => one === file || one.startsWith(`${file}/`)),
          `${name}: ${target}`,
        ).toBe(true);
      }
    }
  });
});
