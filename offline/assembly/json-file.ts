import { readFileSync } from 'node:fs';
import { type JsonObject, objectOf } from './values.ts';

/** The object of a file that the backend wrote for itself; an empty one where it is missing or damaged: it is made anew. */
export function readOwnJson(file: string): JsonObject {
  try {
    return objectOf(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
