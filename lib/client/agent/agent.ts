import type { Schema } from '@/amplify/data/resource';

/** An agent as the registry holds it. */
export type Agent = Schema['Agent']['type'];
