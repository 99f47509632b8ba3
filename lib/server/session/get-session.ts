import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { type Caller, callerOfClaims } from '#lib/domain/access/claims';
import { getAuthTokens } from './amplify-context.ts';

/** Who is signed in, from verified tokens; null where nobody is. Read once per request. */
export const getSession = cache(async (): Promise<Caller | null> => {
  const tokens = await getAuthTokens();
  if (!tokens) return null;
  const caller = callerOfClaims(tokens.accessToken.payload);
  const email = tokens.idToken?.payload.email;
  return { ...caller, email: caller.email ?? (typeof email === 'string' ? email : null) };
});

/** The same, for pages: whoever is not signed in is sent to sign in, and comes back to this page. */
export async function requireSession(): Promise<Caller> {
  const session = await getSession();
  if (session) return session;
  const path = (await headers()).get('x-pathname') ?? '/';
  redirect(path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`);
}
