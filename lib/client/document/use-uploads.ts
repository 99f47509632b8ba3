'use client';

import { useSyncExternalStore } from 'react';
import type { UploadQueue } from '#lib/domain/document-view/upload-queue';
import { uploadStore } from './upload-store.ts';

const none: UploadQueue = [];

/** All uploads of this browser tab, as they go. */
export function useUploads(): UploadQueue {
  return useSyncExternalStore(uploadStore.subscribe, uploadStore.current, () => none);
}
