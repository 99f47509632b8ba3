import type { BucketSettings } from './settings.ts';

export type Bucket = { name: string; settings: BucketSettings; created: number };
