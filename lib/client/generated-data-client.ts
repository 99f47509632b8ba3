'use client';

import { generateClient } from 'aws-amplify/data';
import type { Schema } from '@/amplify/data/resource';

/** Import it through `loadDataClient` only: this module must not load before Amplify is configured. */
export const dataClient = generateClient<Schema>();

// Taken from the value: spelled as a function's return type, comparing it with itself exceeds the compiler's depth.
export type DataClient = typeof dataClient;
