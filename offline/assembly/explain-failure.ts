import path from 'node:path';

const NOISE =
  /^(Bundling asset|npm warn|npm notice|Node\.js v|\[WARNING\]|Be careful when using|WARNING: |node:internal|\s*triggerUncaughtException|\s*\^\s*$)/;
const LONGEST = 14;

/**
 * What of a failed synthesis' output tells its author something: the bundler's errors, else the error's own lines and the
 * first place in the app's source. Paths are relative to the app.
 */
export function explainFailure(output: string, app: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.replaceAll('file://', '').replaceAll(`${app}${path.sep}`, '').trimEnd())
    .filter((line) => !NOISE.test(line));
  const chosen = bundlerErrors(lines) ?? thrownError(lines);
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

function thrownError(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => /^\S*(Error|Exception|Fault)\b|Error:|«\w+»/.test(line));
  if (first === -1) return lines.filter((line) => line !== '').slice(-LONGEST);
  const message: string[] = [];
  for (const line of lines.slice(first)) {
    if (/^\s+at /.test(line) || message.length === LONGEST) break;
    if (line !== '') message.push(line);
  }
  const isOurs = (line: string) => /\bamplify[/\\][^\s:()]+:\d+/.test(line) && !line.includes('node_modules');
  const place = lines.find((line) => isOurs(line));
  return place && !message.includes(place) ? [...message, place.trim()] : message;
}
