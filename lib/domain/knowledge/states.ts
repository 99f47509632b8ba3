/** Where a knowledge base is searched: in our own index, or in one of Amazon Bedrock's. */
export const knowledgeProviders = ['LOCAL', 'BEDROCK'] as const;
export type KnowledgeProvider = (typeof knowledgeProviders)[number];

/** What turns texts into vectors; `NONE`: words alone rank. */
export const embeddingModels = ['NONE', 'TITAN_TEXT_V2', 'COHERE_MULTILINGUAL_V3'] as const;
export type EmbeddingModel = (typeof embeddingModels)[number];

/** How often documents that have changed are indexed again by themselves. */
export const syncSchedules = ['MANUAL', 'HOURLY', 'DAILY'] as const;
export type SyncSchedule = (typeof syncSchedules)[number];

/** `SYNCING` from the request until the last document is looked at. */
export const knowledgeBaseStatuses = ['READY', 'SYNCING', 'FAILED'] as const;
export type KnowledgeBaseStatus = (typeof knowledgeBaseStatuses)[number];

/** Of a document in a knowledge base: only indexed ones are found. */
export const knowledgeSourceStatuses = ['PENDING', 'INDEXED', 'FAILED'] as const;
export type KnowledgeSourceStatus = (typeof knowledgeSourceStatuses)[number];

/** What a search takes and gives at most; `characters` of the question. */
export const searchLimits = { passages: 50, usual: 5, characters: 1000 } as const;

/** What one knowledge base holds at most: it is searched within a function's memory. */
export const knowledgeBaseLimits = { documents: 2000, chunks: 60_000 } as const;
