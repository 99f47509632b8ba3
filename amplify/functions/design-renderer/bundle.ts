import { bundleWithTypesetter } from '../bundle-typesetter.ts';

export function bundleRenderer(outputDirectory: string): boolean {
  const monoFonts = ['GeistMono-Regular.ttf', 'GeistMono-Bold.ttf'];
  return bundleWithTypesetter(outputDirectory, { folder: import.meta.dirname, monoFonts });
}
