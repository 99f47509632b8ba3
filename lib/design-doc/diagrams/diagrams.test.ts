import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDesign } from '../assemble-document.ts';
import { greenfieldInput, ordersInput } from '../testing/orders-input.ts';
import { parseMermaid } from '../testing/parse-mermaid.ts';
import { drawDiagram } from './draw-diagram.ts';
import type { Picture } from './picture.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    'end',
    'graph',
    'subgraph',
    '"]; click n1 "javascript:alert(1)"',
    '<script>alert(1)</script>',
    '%%{init: {"securityLevel":"loose"}}%%',
    'a\nend\nb',
    '!include https://example.com/x.puml',
    '@enduml',
    '%getenv("PATH")',
    '[[https://example.com]]',
    '#quot;',
    'note over',
    '{{x}}',
    '--> n2',
    ':',
    ';',
    '',
  ),
);

const picture: fc.Arbitrary<Picture> = fc.oneof(
  fc.tuple(fc.uniqueArray(hostile, { minLength: 1, maxLength: 5 }), hostile, hostile).map(
    ([ids, group, label]): Picture => ({
      kind: 'architecture',
      groups: [group],
      nodes: ids.map((id) => ({ id, label: id, group, shape: 'store' })),
      edges: ids.map((id) => ({ from: id, to: ids[0] ?? '', label, isAsync: true })),
    }),
  ),
  fc.tuple(fc.uniqueArray(hostile, { minLength: 1, maxLength: 5 }), hostile).map(
    ([ids, label]): Picture => ({
      kind: 'sequence',
      participants: ids.map((id) => ({ id, label: id, isActor: false })),
      steps: ids.flatMap((id) => [
        { kind: 'call', from: ids[0] ?? '', to: id, label, isAsync: false },
        { kind: 'reply', from: id, to: ids[0] ?? '', label },
        { kind: 'note', over: id, label },
      ]),
    }),
  ),
  fc.tuple(fc.uniqueArray(hostile, { minLength: 1, maxLength: 5 }), hostile).map(
    ([ids, label]): Picture => ({
      kind: 'state',
      states: ids.map((id) => ({ id, label: id })),
      start: ids[0] ?? null,
      ends: ids.slice(-1),
      transitions: ids.map((id) => ({ from: id, to: ids[0] ?? '', label })),
    }),
  ),
  fc.tuple(fc.uniqueArray(hostile, { minLength: 1, maxLength: 4 }), hostile).map(
    ([ids, label]): Picture => ({
      kind: 'data-model',
      entities: ids.map((id) => ({ id, label: id, attributes: [{ name: label, type: label, role: label }] })),
      relations: ids.map((id) => ({ from: ids[0] ?? '', to: id, label })),
    }),
  ),
);

describe('diagrams', () => {
  it.each([
    ['an orders service', ordersInput],
    ['a proposal', greenfieldInput],
  ])('of %s all parse as Mermaid', async (_, input) => {
    const { document } = buildDesign({ ...input, detail: 'comprehensive' });
    expect(document.diagrams.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['architecture', 'sequence', 'data-model']),
    );
    for (const diagram of document.diagrams) await expect(parseMermaid(diagram.mermaid)).resolves.toBeUndefined();
  });

  it('parse as Mermaid whatever the names are', async () => {
    await fc.assert(
      fc.asyncProperty(picture, async (one) => {
        await parseMermaid(drawDiagram('d', 'workflows', 'Title', one).mermaid);
      }),
      { numRuns: 100 },
    );
  }, 30_000);

  it('are PlantUML that fetches and evaluates nothing, whatever the names are', () => {
    fc.assert(
      fc.property(picture, hostile, (one, title) => {
        const lines = drawDiagram('d', 'workflows', title, one).plantuml.split('\n');
        expect(lines[0]).toBe('@startuml');
        expect(lines.at(-1)).toBe('@enduml');
        for (const line of lines.slice(1, -1)) {
          expect(line.trimStart()).not.toMatch(/^[!@']/);
          expect(line).not.toMatch(/[<>]\w|%\w+\(|\[\[|\{\{/);
        }
      }),
    );
  });

  it('are characters and sentences for those who draw nothing', () => {
    const { document } = buildDesign(ordersInput);
    const sequence = document.diagrams.find(({ kind }) => kind === 'sequence');
    expect(sequence?.ascii).toMatch(/OrdersApi/);
    expect(sequence?.ascii.split('\n').every((line) => line.length < 200)).toBe(true);
    expect(sequence?.text).toMatch(/^1\. Client to OrdersApi: POST \/orders\.$/m);
    const states = document.diagrams.find(({ kind }) => kind === 'state');
    expect(states?.ascii).toBe('(start) --> [Reserve]\n[Reserve] --> [Ship]\n[Ship] --> (end)');
  });

  it('show nothing that the model does not have', () => {
    const { document } = buildDesign(ordersInput);
    const labels = document.diagrams.flatMap(({ mermaid: source }) =>
      [...source.matchAll(/"([^"]+)"/g)].map(([, text]) => text),
    );
    expect(labels).toContain('OrdersTable');
    expect(labels).not.toContain('EventBridge');
  });
});
