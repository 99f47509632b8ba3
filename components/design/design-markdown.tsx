'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '../ui/skeleton.tsx';

/** A section's text. Its renderer is loaded after the page is there. */
export const DesignMarkdown = dynamic(
  () => import('./design-markdown-body.tsx').then((loaded) => loaded.DesignMarkdownBody),
  { ssr: false, loading: () => <Skeleton className="h-24" /> },
);
