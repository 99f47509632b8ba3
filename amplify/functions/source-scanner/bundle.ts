import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Bundles the handler with the parsers of every dialect, some of which are CommonJS and ask where they are. */
export function bundleScanner(outputDirectory: string): boolean {
  buildSync({
    entryPoints: [join(import.meta.dirname, 'handler.ts')],
    outfile: join(outputDirectory, 'index.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    banner: {
      js: [
        "import { createRequire as __createRequire } from 'node:module';",
        'const require = __createRequire(import.meta.url);',
        'const __filename = import.meta.filename; const __dirname = import.meta.dirname;',
      ].join('\n'),
    },
    logLevel: 'error',
  });
  return true;
}
