import { cpSync, existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { buildSync } from 'esbuild';

const compiler = '@myriaddreamin/typst-ts-node-compiler';
const lambdaBinary = `${compiler}-linux-x64-gnu`;

/** The faces that reports and designs ask for. */
const sansFonts = ['Geist-Regular.ttf', 'Geist-Italic.ttf', 'Geist-Bold.ttf', 'Geist-BoldItalic.ttf'];

interface Bundle {
  /** Folder of the function's handler.ts. */
  readonly folder: string;
  /** Beside the sans faces, from the package's folder of fonts. */
  readonly monoFonts?: readonly string[];
}

/**
 * Bundles the handler and lays the typesetter beside it with the native binaries that are installed: the one for
 * Lambda, and on another machine that machine's own, with which the function runs there.
 */
export function bundleWithTypesetter(outputDirectory: string, { folder, monoFonts = [] }: Bundle): boolean {
  buildSync({
    entryPoints: [join(folder, 'handler.ts')],
    outfile: join(outputDirectory, 'index.mjs'),
    bundle: true,
    minify: true,
    sourcemap: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    external: [compiler],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  const installed = dirname(dirname(dirname(createRequire(import.meta.url).resolve(`${compiler}/package.json`))));
  const scope = dirname(compiler);
  const packages = readdirSync(join(installed, scope)).map((name) => `${scope}/${name}`);
  for (const name of packages.filter((candidate) => candidate.startsWith(compiler))) {
    cpSync(join(installed, name), join(outputDirectory, 'node_modules', name), { recursive: true, dereference: true });
  }
  const fonts = [...sansFonts.map((name) => `geist-sans/${name}`), ...monoFonts.map((name) => `geist-mono/${name}`)];
  for (const font of fonts) {
    cpSync(join(installed, 'geist/dist/fonts', font), join(outputDirectory, 'fonts', basename(font)));
  }
  if (!existsSync(join(outputDirectory, 'node_modules', lambdaBinary))) {
    console.warn(`${lambdaBinary} is not installed: PDF works on this machine, but deploy from Linux on x64.`);
  }
  return true;
}
