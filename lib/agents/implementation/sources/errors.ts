/** `src/platform/errors.js` */
export const errorsSource = String.raw`/** A failure that the caller can understand and mend: an HTTP status, a code for programs and words for people. */
export class RequestError extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} message
   * @param {readonly import('./types.js').Finding[]} [findings]
   */
  constructor(status, code, message, findings = []) {
    super(message);
    this.name = 'RequestError';
    this.status = status;
    this.code = code;
    this.findings = findings;
    /** @type {Record<string, string>} */
    this.headers = {};
  }
}

/** A failure that the next attempt would meet again: it goes to the dead letters at once. */
export class PermanentError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'PermanentError';
  }
}
`;
