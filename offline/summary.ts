/** What `status` and the start's summary tell. */
export type Summary = {
  readonly endpoint: string;
  readonly app: string;
  readonly outputsFile: string;
  readonly dataFolder: string;
  /** Number of the app's resources by service. */
  readonly resources: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  readonly synthesisMs: number;
  readonly synthesisCached: boolean;
  /** From the end of the synthesis to ready. */
  readonly startMs: number;
};

/** The calm lines that a start ends with. */
export function describeSummary(summary: Summary): string {
  const { endpoint, app, outputsFile, dataFolder, resources, warnings, synthesisMs, synthesisCached, startMs } =
    summary;
  const counts = Object.entries(resources).map(([service, count]) => `${service} ${count}`);
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
  return [
    '',
    `  Offline backend ready at ${endpoint}`,
    '',
    `  app        ${app}`,
    `  outputs    ${outputsFile}`,
    `  data       ${dataFolder}`,
    `  resources  ${counts.join(' · ') || 'none'}`,
    `  time       ${synthesisCached ? 'synthesis unchanged' : `synthesis ${seconds(synthesisMs)}`}, start ${seconds(startMs)}`,
    ...(warnings.length > 0
      ? ['', `  ${warnings.length} not honoured:`, ...warnings.map((line) => `    - ${line}`)]
      : []),
    '',
  ].join('\n');
}
