/** What an execution environment is made of. */
export type FunctionDefinition = {
  readonly name: string;
  readonly arn: string;
  /** `file.export`, the file without its extension. */
  readonly handler: string;
  readonly runtime: string;
  readonly roleArn: string;
  /** Folder of the unpacked bundle. */
  readonly codeFolder: string;
  readonly codeSha256: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  /** Environment as the template gives it; secrets still as placeholders. */
  readonly variables: Readonly<Record<string, string>>;
  /** Undefined: as many at once as the machine bears. */
  readonly reservedConcurrency: number | undefined;
  readonly logFormat: 'Text' | 'JSON';
  readonly logGroup: string;
  readonly description: string;
  readonly lastModified: string;
};

/** What a function is told of one event. */
export type Invocation = {
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  readonly traceId: string;
  readonly clientContext?: string;
};

/** How an event ended. `log` holds the START, function's, END and REPORT lines. */
export type Outcome = {
  readonly payload: string;
  readonly failed: boolean;
  readonly log: readonly string[];
  /** Milliseconds, initialization left out. */
  readonly duration: number;
  readonly initDuration: number | undefined;
  readonly usedMb: number;
};
