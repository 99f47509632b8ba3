import { NextResponse } from 'next/server';
import { readOutputs } from '#lib/server/config/outputs-file';

export const dynamic = 'force-dynamic';

/** Whether the web app serves, and whether it knows a backend. Needs no key and tells nothing that is not public. */
export async function GET(): Promise<NextResponse> {
  const isConfigured = await readOutputs().then(
    () => true,
    () => false,
  );
  return NextResponse.json(
    { status: 'ok', backend: isConfigured ? 'configured' : 'missing' },
    { headers: { 'Cache-Control': 'no-store' } },
  );
}
