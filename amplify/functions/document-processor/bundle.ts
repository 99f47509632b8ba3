import { join } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * Bundles the handler, which stays small, and the reader of documents, which runs in a thread of its own and brings the
 * parsers along.
 */
export function bundleProcessor(outputDirectory: string): boolean {
  buildSync({
    entryPoints: {
      index: join(import.meta.dirname, 'handler.ts'),
      reader: join(import.meta.dirname, 'reader.ts'),
    },
    outdir: outputDirectory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // For drawing pages, which nobody does here.
    external: ['@napi-rs/canvas', 'canvas'],
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
