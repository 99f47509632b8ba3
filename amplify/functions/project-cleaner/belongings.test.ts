import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keptOfProjects, projectBelongings, runBelongings, runs } from './belongings.ts';

it('every model of a project goes with it, or says why it stays', () => {
  const folder = join(import.meta.dirname, '../../data/models');
  const ofProjects = readdirSync(folder).flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const name = /export const (\w+) = a\s*\.model\(/.exec(text)?.[1];
    return name && /projectId|messageFields/.test(text) ? [name] : [];
  });
  const going = [...projectBelongings, ...runBelongings, runs].map(({ model }) => model);
  expect(ofProjects.length).toBeGreaterThan(10);
  expect([...going, ...Object.keys(keptOfProjects)].toSorted()).toEqual(ofProjects.toSorted());
});
