/** How much a stranger's archive may ask of us. Sizes in bytes. */
export interface ZipLimits {
  readonly entries: number;
  /** Of all files once unpacked. */
  readonly totalBytes: number;
  /** Of one file once unpacked. */
  readonly entryBytes: number;
  /** Unpacked to packed size; told of files of more than a mebibyte, because small ones harm nobody. */
  readonly ratio: number;
  /** Folders above a file. */
  readonly depth: number;
  /** Of a path, in characters. */
  readonly pathLength: number;
  /** Whether a symbolic link condemns the archive or is left out and told of in `skipped`. */
  readonly links: 'reject' | 'skip';
}

const mebibyte = 1024 * 1024;

/** For archives that people upload; callers narrow it. */
export const defaultZipLimits: ZipLimits = {
  entries: 20_000,
  totalBytes: 400 * mebibyte,
  entryBytes: 100 * mebibyte,
  ratio: 200,
  depth: 40,
  pathLength: 1024,
  links: 'reject',
};

/** Below this size no ratio is suspicious. */
export const ratioFloorBytes = mebibyte;
