import { createHash } from 'node:crypto';
import { type Zippable, zipSync } from 'fflate';
import { renderEntity, renderEntityTest } from './entities/render-entity.ts';
import { renderPackage, tsconfigSource } from './project/package-files.ts';
import type { ProjectModel } from './project-model.ts';
import { renderRule, renderRuleTest } from './rules/render-rule.ts';
import { nodeTypesSource } from './sources/node-types.ts';
import { readObjectSource } from './sources/read-object.ts';
import { typesSource } from './sources/types.ts';

/** Path in the bundle, with `/`, to text. */
export type BundleFiles = ReadonlyMap<string, string>;

/** Every file of the bundle, sorted by path. */
export function renderBundle(project: ProjectModel): BundleFiles {
  const files: [string, string][] = [
    ['package.json', renderPackage(project)],
    ['tsconfig.json', tsconfigSource],
    ['types/node.d.ts', nodeTypesSource],
    ['src/platform/types.js', typesSource],
    ['src/platform/read-object.js', readObjectSource],
    ...project.entities.flatMap((entity): [string, string][] => [
      [`src/entities/${entity.slug}.js`, renderEntity(entity)],
      [`test/entities/${entity.slug}.test.js`, renderEntityTest(entity)],
    ]),
    ...project.rules.flatMap((rule): [string, string][] => [
      [ruleFile(rule.slug), renderRule(rule)],
      [ruleTest(rule.slug), renderRuleTest(rule)],
    ]),
  ];
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function ruleFile(slug: string): string {
  return `src/rules/${slug}.js`;
}

export function ruleTest(slug: string): string {
  return `test/rules/${slug}.test.js`;
}

/** The earliest time that a ZIP file can hold: the same input gives the same bytes on any day, in any zone. */
const archiveTime = new Date(1980, 0, 1);

/** The files as a ZIP archive, in a folder named by the project. */
export function archiveBundle(folder: string, files: BundleFiles): Uint8Array {
  const encoder = new TextEncoder();
  const entries: Zippable = {};
  for (const [path, text] of files) entries[`${folder}/${path}`] = encoder.encode(text);
  return zipSync(entries, { mtime: archiveTime, level: 6 });
}

/** Size and SHA-256 in hexadecimal. */
export function measure(content: string | Uint8Array): { bytes: number; sha256: string } {
  return { bytes: Buffer.byteLength(content), sha256: createHash('sha256').update(content).digest('hex') };
}
