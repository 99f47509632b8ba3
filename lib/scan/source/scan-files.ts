import { scanSource } from '../scan.ts';
import type { SystemModel } from '../schema.ts';
import { sourceOf } from './source.ts';

/** Scans files that are given by path and text. */
export function scanFiles(files: Readonly<Record<string, string>>): SystemModel {
  return scanSource(sourceOf(Object.entries(files).map(([path, text]) => ({ path, text }))));
}
