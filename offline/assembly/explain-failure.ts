import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { schemaPlace } from './schema-place.ts';

const NOISE =
  /^(Bundling asset|npm warn|npm notice|Node\.js v|\[WARNING\]|Be careful when using|WARNING: |node:internal|\s*triggerUncaughtException|\s*\^\s*$)/;
const LONGEST = 14;
const LONGEST_LINE = 2000;

/**
 * What of a failed synthesis' output tells its author something: the bundler's errors, else the error's own lines and the
 * first place in the app's source, with that line of it. Paths are relative to the app.
 */
export function explainFailure(output: string, app: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.replaceAll('file://', '').replaceAll(`${app}${path.sep}`, '').trimEnd())
    // A line of minified code tells nobody anything.
    .filter((line) => !NOISE.test(line) && line.length <= LONGEST_LINE);
  const chosen = bundlerErrors(lines) ?? validationErrors(lines) ?? thrownError(lines, app);
  return chosen.map((line) => `  ${line}`).join('\n');
}

/** esbuild's blocks: `✘ [ERROR] …` down to the next line that is not indented. */
function bundlerErrors(lines: readonly string[]): string[] | undefined {
  const chosen: string[] = [];
  let isInside = false;
  for (const line of lines) {
    if (/^\S \[ERROR\]/.test(line)) isInside = true;
    else if (isInside && line !== '' && !line.startsWith(' ')) isInside = false;
    if (isInside && line !== '') chosen.push(line);
  }
  return chosen.length > 0 ? chosen.slice(0, LONGEST) : undefined;
}

/** What CloudFormation's own rules have against the templates: `ERROR Resources/…: message (rule)`. */
function validationErrors(lines: readonly string[]): string[] | undefined {
  const found = [...new Set(lines.map((line) => line.trim()).filter((line) => /^ERROR\s+\S+/.test(line)))];
  if (found.length === 0) return undefined;
  const isCircle = found.some((line) => /circular/i.test(line));
  const remedy =
    'Stacks that need one another cannot be deployed: put the function into the stack that calls it (defineFunction({ resourceGroupName: "data" })).';
  return [...found.slice(0, LONGEST), ...(isCircle ? [remedy] : [])];
}

function thrownError(lines: readonly string[], app: string): string[] {
  const first = lines.findIndex((line) => /^\S*(Error|Exception|Fault)\b|Error:|«\w+»/.test(line));
  if (first === -1) return lines.filter((line) => line !== '').slice(-LONGEST);
  const message: string[] = [];
  for (const line of lines.slice(first)) {
    if (/^\s+at /.test(line) || message.length === LONGEST) break;
    if (line !== '') message.push(line);
  }
  const cause = lines
    .slice(first)
    .flatMap((line) => /^\s+(?:\[)?cause\]?: (?!undefined)(.*?)[,{]?$/.exec(line)?.[1] ?? [])[0];
  const thrown = placeIn(lines, app);
  // The data schema is judged when the backend is defined, which says nothing of where it is wrong.
  const isBackend = thrown === undefined || /\bdefineBackend\(/.test(sourceOf(thrown.file, app)[thrown.line - 1] ?? '');
  const schema = isBackend ? schemaPlace([...message, ...(cause ? [cause] : [])], lines.slice(first), app) : undefined;
  const place = schema ? { ...schema, column: undefined } : thrown;
  return [...message, ...(cause ? [`caused by ${cause}`] : []), ...(place ? excerpt(place, app) : [])];
}

type Place = { readonly file: string; readonly line: number; readonly column: number | undefined };

/** The place that the error names: in its message, in its stack, or that of the import which found nothing. */
function placeIn(lines: readonly string[], app: string): Place | undefined {
  for (const line of lines) {
    const [, file, at, column] = /(?:^|[\s(])([^\s():]+\.[cm]?[jt]sx?):(\d+)(?::(\d+))?/.exec(line) ?? [];
    if (!file || path.isAbsolute(file) || file.includes('node_modules') || !existsSync(path.join(app, file))) continue;
    return { file, line: Number(at), column: column === undefined ? undefined : Number(column) };
  }
  for (const line of lines) {
    const [, wanted, file] = /Cannot find (?:package|module) '([^']+)' imported from (\S+)/.exec(line) ?? [];
    if (!wanted || !file || !existsSync(path.join(app, file))) continue;
    const name = path.basename(wanted).replace(/\.[cm]?[jt]sx?$/, '');
    const index = sourceOf(file, app).findIndex(
      (text) => /\b(from|import|require)\b/.test(text) && text.includes(name),
    );
    if (index !== -1) return { file, line: index + 1, column: undefined };
  }
  return undefined;
}

const sourceOf = (file: string, app: string) => readFileSync(path.join(app, file), 'utf8').split('\n');

function excerpt({ file, line, column }: Place, app: string): string[] {
  const text = sourceOf(file, app)[line - 1];
  const place = `${file}:${line}${column === undefined ? '' : `:${column}`}`;
  if (text === undefined) return [place];
  const gutter = `  ${line} │ `;
  const mark = column === undefined ? [] : [`${' '.repeat(gutter.length - 2)}╵ ${' '.repeat(column - 1)}^`];
  return [place, `${gutter}${text}`, ...mark];
}
