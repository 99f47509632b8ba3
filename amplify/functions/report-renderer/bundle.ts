import { bundleWithTypesetter } from '../bundle-typesetter.ts';

export function bundleRenderer(outputDirectory: string): boolean {
  return bundleWithTypesetter(outputDirectory, { folder: import.meta.dirname });
}
