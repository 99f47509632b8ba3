import { type NextRequest, NextResponse } from 'next/server';
import { getConnectSources } from '#lib/server/config/amplify-config';
import { contentSecurityPolicy } from '#lib/server/security/content-security-policy';

/** Sets the content security policy with a nonce of its own for each page, and tells the page its path. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64');
  // Without a backend the page still renders and says what is missing; it then connects to nothing but itself.
  const connectSources = await getConnectSources().catch(() => []);
  const policy = contentSecurityPolicy({
    nonce,
    connectSources,
    isDevelopment: process.env.NODE_ENV === 'development',
  });
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('x-pathname', `${request.nextUrl.pathname}${request.nextUrl.search}`);
  headers.set('Content-Security-Policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

export const config = {
  matcher: ['/((?!api/|_next/static|_next/image|favicon.ico|icon.svg).*)'],
};
