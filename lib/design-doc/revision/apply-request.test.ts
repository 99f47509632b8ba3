import { describe, expect, it } from 'vitest';
import { buildDesign } from '../assemble-document.ts';
import type { DesignInput } from '../design-input.ts';
import { ordersInput } from '../testing/orders-input.ts';
import { applyRequest, baseInput } from './apply-request.ts';
import { reviseDesign } from './revise-design.ts';

const at = '2026-11-22T09:00:00.000Z';
const apply = (text: string, input: DesignInput = ordersInput) =>
  applyRequest(input, { text, at, messageId: 'm9', by: 'Ada' });
const after = (text: string) => buildDesign({ ...ordersInput, requests: [{ text, at, messageId: 'm9', by: 'Ada' }] });
const sectionIds = (text: string) => after(text).document.sections.map(({ id }) => id);

describe('a request for change', () => {
  it.each([
    ['Add more detail on error handling', 'detail', 'error-handling'],
    ['Please expand the data model section', 'detail', 'data-model'],
    ['Simplify', 'detail', null],
    ['This is too detailed for our initial review. Can you create a high-level summary?', 'detail', null],
    ['Make it comprehensive', 'detail', null],
    ['I want standard detail', 'detail', null],
    ['Less detail on costs', 'detail', 'cost'],
    ['Use PlantUML diagrams', 'diagram-format', null],
    ['Switch the diagrams to ASCII art', 'diagram-format', null],
    ['Change the diagram format from mermaid to text', 'diagram-format', null],
    ['Remove the glossary', 'remove-section', 'glossary'],
    ['Drop section Versioning', 'remove-section', 'versioning'],
    ['Add the runbooks', 'add-section', 'runbooks'],
    ['Add a section called "Team topology": two teams of five', 'add-section', null],
    ['The expected load is 80 requests/s', 'answer', 'cost'],
    ['budget: 900 USD a month', 'answer', 'cost'],
    ['set latency-target to p99 below 300 ms', 'answer', 'non-functional-requirements'],
    ['Orders are kept for 10 years', 'answer', 'retention'],
    ['Rename the project to Order service', 'rename', null],
    ['Replace "OrdersTable" with "Orders table"', 'replace', null],
    ['The timeout of CreateOrder should be 15 s', 'correction', null],
  ])('%s', (text, kind, section) => {
    const { changes, notUnderstood } = apply(text);
    expect(changes.map((change) => change.kind)[0]).toBe(kind);
    if (kind !== 'correction') expect(changes[0]?.section ?? null).toBe(section);
    expect(notUnderstood.filter((one) => !text.startsWith(one) && kind !== 'detail')).toEqual([]);
  });

  it('says what it did not understand, word for word', () => {
    const { changes, notUnderstood } = apply('Make the moon rise. Use PlantUML diagrams.');
    expect(notUnderstood).toEqual(['Make the moon rise.']);
    expect(changes).toHaveLength(1);
  });

  it('takes two requests in one sentence for two', () => {
    const { input } = apply('Simplify and use ASCII diagrams');
    expect([input.detail, input.diagramFormat]).toEqual(['overview', 'ascii']);
  });

  it('takes each of several requests in one sentence, and tells which it did not understand', () => {
    const { changes, notUnderstood, input } = apply(
      'More detail on the data model, remove the glossary, and paint it purple.',
    );
    expect(changes.map(({ kind, section }) => [kind, section])).toEqual([
      ['detail', 'data-model'],
      ['remove-section', 'glossary'],
    ]);
    expect(notUnderstood).toEqual(['paint it purple.']);
    expect(input.edits.removed).toEqual(['glossary']);
  });

  it('leaves the words of answers and sections whole', () => {
    const { changes, notUnderstood } = apply('Add a section called "Rules": remove stale orders, and use the ledger');
    expect([changes.length, notUnderstood]).toEqual([1, []]);
    expect(after('Orders are kept for 7 years, and delete drafts after a day').markdown).toContain(
      'delete drafts after a day',
    );
  });

  it('leaves nothing changed where nothing is asked', () => {
    expect(apply('Thanks!').input).toEqual(baseInput(ordersInput));
    expect(apply('Thanks!').notUnderstood).toEqual([]);
  });
});

describe('what comes of it', () => {
  it('shortens to what an overview shows', () => {
    const ids = sectionIds('Simplify');
    expect(ids).toEqual(
      expect.arrayContaining([
        'executive-summary',
        'system-architecture',
        'data-model',
        'api-contracts',
        'cost',
        'risks',
      ]),
    );
    expect(ids).not.toContain('access-patterns');
  });

  it('deepens one section and no other', () => {
    const before = buildDesign(ordersInput).document;
    const { document } = after('Add more detail on IAM permissions');
    const differing = document.sections.filter(
      (section) =>
        JSON.stringify(section.blocks) !== JSON.stringify(before.sections.find(({ id }) => id === section.id)?.blocks),
    );
    expect(differing.map(({ id }) => id)).toEqual(['iam', 'revision-history']);
    expect(JSON.stringify(differing[0])).toContain('dynamodb:PutItem');
  });

  it('removes and adds sections', () => {
    expect(sectionIds('Remove the glossary')).not.toContain('glossary');
    expect(sectionIds('Add the runbooks')).toContain('runbooks');
    const { markdown } = after('Add a section called "Team topology": two teams of five');
    expect(markdown).toContain('## Team topology');
    expect(markdown).toContain('two teams of five');
  });

  it('computes again with a new answer', () => {
    const before = buildDesign(ordersInput).markdown;
    const { markdown } = after('The expected load is 100 requests/s');
    expect(before).toContain('276.04');
    expect(markdown).not.toContain('276.04');
    expect(markdown).toContain('551.98');
  });

  it('shows a correction beside what the source says', () => {
    const { markdown } = after('The timeout of CreateOrder should be 15 s');
    expect(markdown).toMatch(
      /Corrected by a person: The timeout of CreateOrder should be 15 s\[\^c\w+\] The source says: Timeout of CreateOrder is 10 s/,
    );
  });

  it('renames and replaces words', () => {
    expect(after('Rename the project to Order service').markdown).toContain('# Technical design: Order service');
    expect(after('Replace "OrdersTable" with "Orders ledger"').markdown).toContain('`Orders ledger`');
  });

  it('shows diagrams in the other format', () => {
    expect(after('Use PlantUML diagrams').markdown).toContain('```plantuml\n@startuml');
    expect(after('Use ASCII diagrams').markdown).toContain('+- API layer');
    expect(after('Use text descriptions for diagrams').markdown).toContain('- API layer: OrdersApi.');
  });

  it('keeps a history of what was asked and what came of it', () => {
    const { markdown } = after('Remove the glossary. Make the moon rise.');
    expect(markdown).toMatch(
      /\| 1\.1 \| 2026-11-22 \| Ada \| Section “Glossary” removed\. Not understood: “Make the moon rise\.”\. \|/,
    );
  });

  it('comes with the difference in lines', () => {
    const { diff, changes } = reviseDesign(ordersInput, { text: 'The expected load is 100 requests/s', at });
    expect(changes).toHaveLength(1);
    expect(diff.some(({ kind, text }) => kind === 'removed' && text.includes('276.04'))).toBe(true);
    expect(diff.some(({ kind, text }) => kind === 'added' && text.includes('551.98'))).toBe(true);
    expect(diff.filter(({ kind }) => kind === 'same').length).toBeGreaterThan(100);
  });
});
