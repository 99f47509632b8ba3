'use client';

import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ResourcesConfig } from 'aws-amplify';
import { type ReactNode, useState } from 'react';
import { provideAmplifyConfig } from '#lib/client/amplify';
import { failureOf } from '#lib/client/request-failure';

const transient = new Set(['Unavailable', 'Throttled', 'InternalError']);

function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        // The session ended while the page stood open: sign in, and come back to this page.
        if (failureOf(error).code !== 'Unauthenticated') return;
        const { pathname, search } = window.location;
        // eslint-disable-next-line @next/next/no-location-assign-relative-destination -- the server decides anew
        window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (count, error) => count < 3 && transient.has(failureOf(error).code),
      },
    },
  });
}

type DataProvidersProps = { config: ResourcesConfig; children: ReactNode };

/** Server state and the way to the backend, for everything inside the workspace. */
export function DataProviders({ config, children }: DataProvidersProps) {
  const [queryClient] = useState(createQueryClient);
  if (typeof window !== 'undefined') provideAmplifyConfig(config);
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
}
