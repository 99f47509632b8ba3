'use client';

import { Amplify, type ResourcesConfig } from 'aws-amplify';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { CookieStorage } from 'aws-amplify/utils';

/**
 * Points Amplify at the backend and keeps its tokens in cookies, where the server finds them.
 * Over http, which is this machine alone, the cookies cannot be marked secure.
 */
export function applyAmplifyConfig(config: ResourcesConfig): void {
  Amplify.configure(config, { ssr: true });
  const isSecure = window.location.protocol === 'https:';
  cognitoUserPoolsTokenProvider.setKeyValueStorage(
    new CookieStorage({ sameSite: 'lax', secure: isSecure, expires: 30 }),
  );
}
