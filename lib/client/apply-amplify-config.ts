'use client';

import { Amplify, type ResourcesConfig } from 'aws-amplify';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { ConsoleLogger, CookieStorage } from 'aws-amplify/utils';

/**
 * Points Amplify at the backend and keeps its tokens in cookies, where the server finds them.
 * Over http, which is this machine alone, the cookies cannot be marked secure.
 */
export function applyAmplifyConfig(config: ResourcesConfig): void {
  // Else each start warns of the endpoint that the configuration names on purpose.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  Amplify.configure(config, { ssr: true });
  const isSecure = window.location.protocol === 'https:';
  cognitoUserPoolsTokenProvider.setKeyValueStorage(
    new CookieStorage({ sameSite: 'lax', secure: isSecure, expires: 30 }),
  );
}
