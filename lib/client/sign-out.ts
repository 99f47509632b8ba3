'use client';

import { configureAmplify } from './amplify.ts';

/** Signs out on this device: revokes the refresh token, clears the cookies, and leaves the workspace. */
export async function signOutHere(): Promise<void> {
  await configureAmplify();
  const { signOut } = await import('aws-amplify/auth');
  // Where the backend cannot be reached the cookies are cleared all the same.
  await signOut().catch(() => undefined);
  // A full load on purpose: nothing of what was seen stays in memory.
  // eslint-disable-next-line @next/next/no-location-assign-relative-destination
  window.location.assign('/sign-in');
}
