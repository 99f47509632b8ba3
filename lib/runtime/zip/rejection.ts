import { quotedName } from '../../domain/document/file-name.ts';

/** Why an archive is not read. */
export type ZipRejectionCode =
  | 'NOT_A_ZIP'
  | 'CORRUPT'
  | 'ENCRYPTED'
  | 'UNSUPPORTED_COMPRESSION'
  | 'TOO_MANY_ENTRIES'
  | 'TOO_LARGE'
  | 'ENTRY_TOO_LARGE'
  | 'SUSPICIOUS_RATIO'
  | 'OVERLAPPING_ENTRIES'
  | 'TOO_DEEP'
  | 'UNSAFE_NAME'
  | 'DUPLICATE_NAME'
  | 'SYMBOLIC_LINK'
  | 'SPECIAL_FILE';

/** An archive that is refused: `message` is for a person and safe to show, `entry` the path at fault, as it was written. */
export class ZipRejection extends Error {
  readonly code: ZipRejectionCode;
  readonly entry: string | null;

  constructor(code: ZipRejectionCode, reason: string, options: { entry?: string; cause?: unknown } = {}) {
    const place = options.entry === undefined ? '' : ` (${quotedName(options.entry)})`;
    super(`${reason}${place}`, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'ZipRejection';
    this.code = code;
    this.entry = options.entry ?? null;
  }
}
