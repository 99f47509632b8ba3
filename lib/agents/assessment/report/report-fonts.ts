import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const files = ['Geist-Regular.ttf', 'Geist-Bold.ttf', 'Geist-Italic.ttf', 'Geist-Medium.ttf'];

/**
 * The fonts of the report, from the folder that holds them (that of the geist package unless said otherwise). None
 * where the folder is missing: the compiler then uses its own.
 */
export function readReportFonts(
  folder = path.join(process.cwd(), 'node_modules/geist/dist/fonts/geist-sans'),
): Uint8Array[] {
  return files
    .map((file) => path.join(folder, file))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file));
}
