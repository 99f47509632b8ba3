'use client';

import './globals.css';

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

/** The last resort: the layout itself failed, and with it the catalogue; so these few words stand here. */
export default function GlobalError({ error, reset }: ErrorPageProps) {
  return (
    <html lang="en">
      <body className="grid min-h-dvh place-items-center px-4">
        <main role="alert" className="grid justify-items-center gap-3 text-center">
          <title>Something failed</title>
          <h1 className="text-lg font-semibold">Something failed</h1>
          <p className="text-ink-soft">The application could not be shown. Try again in a moment.</p>
          {error.digest && <p className="font-mono text-sm text-ink-faint">{error.digest}</p>}
          <button type="button" onClick={reset} className="h-9 rounded-md border bg-surface px-3 font-medium">
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
