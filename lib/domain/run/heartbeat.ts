/** So often a worker says that it is at an attempt, in milliseconds. */
export const heartbeatMs = 30_000;

/** Who said nothing for so long is taken for lost: another worker may take the attempt over. */
export const aliveMs = 2 * heartbeatMs;

/** Who could not say anything for so long stops by itself, before anybody may take over. */
export const silentMs = aliveMs - 10_000;
