/** What a suite of cases found at the endpoints. */
export type SuiteOutcome = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Names of the failed cases, as the suite gives them. */
  readonly failures: readonly string[];
  /** The same by part (a service, a folder), where the suite has parts. */
  readonly parts?: readonly { readonly name: string; readonly passed: number; readonly failed: number }[];
};

/** A recorded run. */
export type SuiteRecord = SuiteOutcome & {
  /** Day of the run, `YYYY-MM-DD`. */
  readonly date: string;
  /** Commit of the public repository, or the fingerprint of what was run. */
  readonly version: string;
};

export type SuiteContext = {
  /** A folder for checkouts and packages; kept between runs. */
  readonly cache: string;
  /** A checkout or git directory that the caller has, instead of the public address. */
  readonly source: string | undefined;
  readonly say: (text: string) => void;
};

/** One suite of `suites/`: found by its name in `suites/index.ts`. */
export type Suite = {
  readonly name: string;
  readonly title: string;
  /** One or two sentences: what its cases are, and where their expectations come from. */
  readonly about: string;
  /** `https://github.com/owner/name`, for suites that others wrote. */
  readonly repository?: string;
  /** Why some cases may fail though the backend is right; every reason stands in the report. */
  readonly knownDifferences?: string;
  /** Answers undefined where the suite cannot run here (its source is not given and not reachable). */
  run(context: SuiteContext): Promise<{ version: string; outcome: SuiteOutcome } | undefined>;
};
