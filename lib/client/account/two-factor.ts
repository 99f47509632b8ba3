'use client';

import { configureAmplify } from '../amplify.ts';

/** What an authenticator app needs: the key to type in, or a link that it opens. */
export type TwoFactorSetup = { secret: string; uri: string };

async function auth() {
  await configureAmplify();
  return import('aws-amplify/auth');
}

/** Whether signing in asks this person for a code. */
export async function isTwoFactorOn(): Promise<boolean> {
  const { fetchMFAPreference } = await auth();
  const { enabled = [] } = await fetchMFAPreference();
  return enabled.includes('TOTP');
}

/** Begins: gives a new key. Nothing changes until a code proves that an app holds it. */
export async function beginTwoFactor(accountName: string, issuer: string): Promise<TwoFactorSetup> {
  const { setUpTOTP } = await auth();
  const details = await setUpTOTP();
  return { secret: details.sharedSecret, uri: details.getSetupUri(issuer, accountName).toString() };
}

/** Turns it on with the app's first code; false where the code is wrong. */
export async function confirmTwoFactor(code: string): Promise<boolean> {
  const { verifyTOTPSetup, updateMFAPreference } = await auth();
  try {
    await verifyTOTPSetup({ code });
  } catch (error) {
    if (isWrongCode(error)) return false;
    throw error;
  }
  await updateMFAPreference({ totp: 'PREFERRED' });
  return true;
}

/** Turns it off. */
export async function endTwoFactor(): Promise<void> {
  const { updateMFAPreference } = await auth();
  await updateMFAPreference({ totp: 'DISABLED' });
}

const wrongCode = new Set(['EnableSoftwareTokenMFAException', 'CodeMismatchException', 'InvalidParameterException']);

function isWrongCode(error: unknown): boolean {
  return error instanceof Error && wrongCode.has(error.name);
}
