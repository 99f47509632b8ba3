/** Who speaks in a stored message, and whether an answer could not be given. */
export const messageTypes = ['USER', 'AGENT', 'SYSTEM', 'ERROR'] as const;
export type MessageType = (typeof messageTypes)[number];
