'use client';

import { translations } from '@aws-amplify/ui';
import type { ResourcesConfig } from 'aws-amplify';
import { I18n } from 'aws-amplify/utils';
import { applyAmplifyConfig } from './apply-amplify-config.ts';

/**
 * Prepares the sign-in page. The server found no valid session, so tokens that still lie in the cookies are worthless:
 * left there, the screen would take them for a session and send the person round in a circle.
 */
export async function startSignIn(config: ResourcesConfig, locale: string): Promise<void> {
  applyAmplifyConfig(config);
  I18n.putVocabularies(translations);
  I18n.setLanguage(locale);
  const { cognitoUserPoolsTokenProvider } = await import('aws-amplify/auth/cognito');
  await cognitoUserPoolsTokenProvider.authTokenStore.clearTokens();
}
