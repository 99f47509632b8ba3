import { describe, expect, it } from 'vitest';
import { designSectionIds } from '../design/section-ids.ts';
import { type SectionProgress, sectionsOf, withSection } from './section-progress.ts';

const none: SectionProgress = new Map();
const told = (sectionId: string, completionPercentage: number) => ({ sectionId, completionPercentage });

describe('withSection', () => {
  it('keeps the furthest that was told, in whatever order it comes', () => {
    const known = [told('data', 100), told('context', 50), told('data', 40)].reduce(withSection, none);
    expect([...known]).toEqual([
      ['data', 100],
      ['context', 50],
    ]);
  });

  it('passes sections by that a design does not have, and says the same when nothing is new', () => {
    const known = withSection(none, told('data', 100));
    expect(withSection(known, told('plan', 100))).toBe(known);
    expect(withSection(known, told('data', 100))).toBe(known);
  });
});

describe('sectionsOf', () => {
  const known = withSection(none, told('context', 100));

  it('shows every section in its order while the design is at work', () => {
    const sections = sectionsOf({ agent: 'design', status: 'RUNNING' }, known);
    expect(sections?.map(({ id }) => id)).toEqual([...designSectionIds]);
    expect(sections?.filter(({ percent }) => percent === 100).map(({ id }) => id)).toEqual(['context']);
  });

  it('counts all of them once the design is done, though the last messages are still on their way', () => {
    const sections = sectionsOf({ agent: 'design', status: 'GATED' }, known);
    expect(sections?.every(({ percent }) => percent === 100)).toBe(true);
  });

  it('says nothing of other agents, before anything was told, and of what has not begun or has failed', () => {
    expect(sectionsOf({ agent: 'planning', status: 'RUNNING' }, known)).toBeUndefined();
    expect(sectionsOf({ agent: 'design', status: 'RUNNING' }, none)).toBeUndefined();
    expect(sectionsOf({ agent: 'design', status: 'PENDING' }, known)).toBeUndefined();
    expect(sectionsOf({ agent: 'design', status: 'FAILED' }, known)).toBeUndefined();
  });
});
