'use client';

import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';

type ThemeProps = { nonce: string | undefined; children: ReactNode };

/** Light, dark or as the system says; set before the first paint, so that nothing flashes. */
export function AppThemeProvider({ nonce, children }: ThemeProps) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
      {children}
    </ThemeProvider>
  );
}
