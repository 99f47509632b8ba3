'use client';

import type { ResourcesConfig } from 'aws-amplify';

let settled: ((config: ResourcesConfig) => void) | undefined;
const given = new Promise<ResourcesConfig>((resolve) => {
  settled = resolve;
});

/** Hands over the configuration that the server read at run time; the first one stays for the life of the page. */
export function provideAmplifyConfig(config: ResourcesConfig): void {
  settled?.(config);
}

let configured: Promise<void> | undefined;

/** Configures Amplify in the browser, once. Its code is loaded here and not before: no page waits for it. */
export function configureAmplify(): Promise<void> {
  configured ??= given.then(async (config) => {
    const { applyAmplifyConfig } = await import('./apply-amplify-config.ts');
    applyAmplifyConfig(config);
  });
  return configured;
}
