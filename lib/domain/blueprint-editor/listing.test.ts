import { describe, expect, it } from 'vitest';
import { catalogue, definitionOf } from '../blueprint/testing.ts';
import { readBlueprint, readBlueprints, readCatalogue } from './catalogue.ts';
import { exportBlueprint } from './export.ts';
import { importBlueprint } from './import.ts';
import { type BlueprintSummary, parseBlueprintCriteria, selectBlueprints } from './listing.ts';

const summary = (id: string, more: Partial<BlueprintSummary> = {}): BlueprintSummary => ({
  ...{ id, name: id.toUpperCase(), purpose: '', version: 1, steps: 1, isBuiltIn: false },
  ...more,
});

describe('the list of blueprints', () => {
  const all = [
    summary('b', { savedAt: '2026-01-02' }),
    summary('a', { isBuiltIn: true, purpose: 'Transforms' }),
    summary('c', { savedAt: '2026-01-03' }),
  ];
  const ids = (parameters: Record<string, string>) =>
    selectBlueprints(all, parseBlueprintCriteria(parameters)).map(({ id }) => id);

  it('is sorted and filtered by its address', () => {
    expect(ids({})).toEqual(['a', 'b', 'c']);
    expect(ids({ order: 'newest' })).toEqual(['c', 'b', 'a']);
    expect(ids({ origin: 'own' })).toEqual(['b', 'c']);
    expect(ids({ origin: 'built-in' })).toEqual(['a']);
    expect(ids({ q: ' transf ' })).toEqual(['a']);
    expect(ids({ origin: 'nonsense', order: 'nonsense' })).toEqual(['a', 'b', 'c']);
  });
});

describe('import', () => {
  it('takes back what was exported', () => {
    const whole: object = JSON.parse(JSON.stringify(definitionOf([{ id: 'one' }]))) as object;
    const imported = importBlueprint(exportBlueprint({ ...whole }), catalogue);
    expect(imported).toMatchObject({ ok: true, blueprint: { id: 'tested', steps: [{ id: 'one' }] } });
  });

  it('refuses with places what cannot run', () => {
    const imported = importBlueprint(JSON.stringify(definitionOf([{ id: 'one', agent: 'nobody' }])), catalogue);
    expect(imported).toMatchObject({ ok: false, issues: [{ path: 'steps[0].agent', code: 'unknown-agent' }] });
    expect(importBlueprint('{', catalogue)).toMatchObject({ ok: false, issues: [{ path: '', code: 'malformed' }] });
  });
});

describe('what the backend tells', () => {
  it('is read as value and as text', () => {
    expect(readCatalogue(JSON.stringify(catalogue))).toEqual(catalogue);
    expect(readBlueprints(JSON.stringify([definitionOf([{ id: 'one' }]), { foreign: true }]))).toHaveLength(1);
    expect(readBlueprint('nonsense')).toBeUndefined();
    expect(() => readCatalogue({ design: 1 })).toThrow();
  });
});
