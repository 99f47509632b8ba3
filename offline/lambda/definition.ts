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
  /** Least level of the function's own lines that is kept, in the JSON format; absent: all. */
  readonly applicationLogLevel?: string;
  readonly logGroup: string;
  readonly description: string;
  readonly lastModified: string;
  /** Folders of its layers, the first one lowest. */
  readonly layers?: readonly string[];
  /** `process`: a process of its own under a limit of the operating system, for functions that parse what strangers sent. */
  readonly isolation?: 'thread' | 'process';
};

/** What a function is told of one event. */
export type Invocation = {
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  readonly traceId: string;
  /** Whether a schedule wakes the function, and nobody waits. */
  readonly isScheduled?: boolean;
  readonly clientContext?: string;
  /** As the caller named it, with its qualifier; absent: the function's own. */
  readonly invokedArn?: string;
  /** Takes what a streaming handler writes as it is written; absent: gathered into the payload. */
  readonly onChunk?: (chunk: Uint8Array) => void;
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
