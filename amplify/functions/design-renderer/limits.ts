/** Seconds that rendering may take; who waits for it waits a little longer. */
export const rendererTimeoutSeconds = 90;
export const rendererMemoryMb = 1536;
