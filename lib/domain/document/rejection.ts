/** Why a document was rejected, for programs; its `reason` says so to people. */
export type DocumentRejectionCode =
  | 'EMPTY'
  | 'MISLABELLED'
  | 'UNSUPPORTED_FORMAT'
  | 'ENCRYPTED'
  | 'CORRUPT'
  | 'NO_TEXT'
  | 'RECOGNITION_FAILED'
  | 'MACROS'
  | 'XML_ENTITIES'
  | 'HOSTILE_ARCHIVE'
  | 'NESTED_ARCHIVE'
  | 'TOO_LARGE'
  | 'PAGE_TOO_LARGE'
  | 'EXCEEDS_LIMITS'
  | 'HAS_INSTRUCTIONS';

/** A document that cannot be taken: an expected failure, whose words may be shown. */
export class DocumentRejection extends Error {
  readonly code: DocumentRejectionCode;

  constructor(code: DocumentRejectionCode, reason: string, options: { cause?: unknown } = {}) {
    super(reason, options);
    this.name = 'DocumentRejection';
    this.code = code;
  }
}
