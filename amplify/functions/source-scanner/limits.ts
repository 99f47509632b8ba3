/** Seconds that a scan may take; who waits for it waits a little longer. */
export const scannerTimeoutSeconds = 120;
export const scannerMemoryMb = 1536;
