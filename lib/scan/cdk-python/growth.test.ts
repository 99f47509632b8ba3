import { describe, expect, it } from 'vitest';
import { sourceOf } from '../source/source.ts';
import { cdkPython } from './dialect.ts';
import { translated, translatedTree } from './translate.ts';

const header = 'import aws_cdk as cdk\n';

/** Expects what a source is in TypeScript to end so. */
function expectEnd(text: string, end: string): void {
  const tree = translatedTree(sourceOf([{ path: 'app.py', text: header + text }]));
  const written = tree.get(translated('app.py'))?.text.trimEnd() ?? '';
  expect(written.slice(-end.length)).toBe(end);
}

const many = (count: number, one: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => one(index)).join('');

// Each of these would take minutes, were the time to grow with the square of the size.
describe('the time of a translation grows with the source', () => {
  it('where a name is given values over and over', () => {
    expectEnd('x=1\n'.repeat(64_000), 'export let x$64000 = 1;');
  });

  it('where many names are given values anew', () => {
    expectEnd(`${many(32_000, (i) => `a${i}=1\na${i}=2\n`)}x=a0`, 'export let x = a0$2;');
  });

  it('where many functions follow many names given values anew', () => {
    const names = many(12_000, (i) => `a${i}=1\na${i}=2\n`);
    const functions = many(12_000, (i) => `def f${i}(a0): return a0 + a1\n`);
    expectEnd(`${names}${functions}x=a0`, 'export let x = a0$2;');
  });

  it('where lines are empty, whatever ends them', () => {
    for (const end of ['\n', '\r', '\r\n', '\u2028']) {
      const file = { path: 'app.py', text: end.repeat(1_000_000) };
      expect(cdkPython.accepts(file)).toBe(false);
      expect(cdkPython.accepts({ ...file, text: `${file.text}  from aws_cdk import Stack` })).toBe(true);
    }
  });

  it('where a list is long', () => {
    expectEnd(`x=[${'1,'.repeat(400_000)}*y]`, ', 1, ...y];');
  });

  it('where a call has many keywords', () => {
    const keywords = many(256_000, (i) => `k${i}=1,`);
    expectEnd(`f(${keywords})`, ' k255999: 1, });');
  });

  it('where many calls name the last of many parameters', () => {
    const parameters = many(16_000, (i) => `k${i},`);
    expectEnd(`def f(${parameters}): pass\n${'f(k15999=1)\n'.repeat(16_000)}`, '\nf({k15999: 1, });');
  });

  it('where many names are imported of a module with a long name', () => {
    expectEnd(`from ${'m.'.repeat(32_000)}m import ${many(16_000, (i) => `a${i},`)}b\nx=1`, '\nexport let x = 1;');
  });

  it('where what is called is long', () => {
    expectEnd(`f("${'x '.repeat(512_000)}")${'()'.repeat(500)}`, '()();');
  });
});
