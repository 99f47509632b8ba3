import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimOfHref, readDesign } from './design-sections.ts';

const markdown = `# Technical design: Orders \\[new\\]

Version 1.0

- [Context](#context)

## Context \\& scope <a id="context"></a>

Orders are kept.[^c1] They are many.[^c2]

\`\`\`yaml
# ## not a heading <a id="x"></a>
key: "[^c9]"
\`\`\`

## Data <a id="data-model"></a>

Kept twice.[^c1]

**Diagram: Orders \\| all**

\`\`\`mermaid
graph TD
  A --> B
\`\`\`

After.

## Sources <a id="sources"></a>

[^c1]: Orders are kept. ([a.ts:1](./a.ts#L1))
`;

describe('a design as it is read', () => {
  const design = readDesign(markdown);

  it('has a title and sections under their own ids; what lies in code is no heading', () => {
    expect(design.title).toBe('Technical design: Orders [new]');
    expect(design.sections.map(({ id, title }) => [id, title])).toEqual([
      ['context', 'Context & scope'],
      ['data-model', 'Data'],
    ]);
  });

  it('numbers its claims in order, each once', () => {
    expect([...design.numbers]).toEqual([
      ['c1', 1],
      ['c2', 2],
    ]);
    expect(design.sections.map(({ claims }) => claims)).toEqual([['c1', 'c2'], ['c1']]);
    expect(JSON.stringify(design.sections[0]?.parts[0])).toContain('kept.[1](#claim-c1) They are many.[2](#claim-c2)');
  });

  it('leaves code as it is', () => {
    expect(JSON.stringify(design.sections[0])).toContain('[^c9]');
  });

  it('has its diagrams with their sources in their places', () => {
    expect(design.sections[1]?.parts.slice(1)).toEqual([
      { kind: 'diagram', title: 'Orders | all', language: 'mermaid', source: 'graph TD\n  A --> B' },
      { kind: 'markdown', text: 'After.' },
    ]);
  });

  it('may be any text', () => {
    expect(readDesign('no headings')).toMatchObject({ title: '', sections: [] });
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('## A', '```', '````x', '**Diagram: x**', '', 'text [^a]'), { maxLength: 30 }),
        (lines) => {
          expect(() => readDesign(lines.join('\n'))).not.toThrow();
        },
      ),
    );
  });

  it('tells links to claims from others', () => {
    expect(claimOfHref('#claim-c1')).toBe('c1');
    expect(claimOfHref('#data')).toBeUndefined();
    expect(claimOfHref(undefined)).toBeUndefined();
  });
});
