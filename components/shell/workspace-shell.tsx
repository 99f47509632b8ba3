'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { SkipLink } from '../ui/skip-link.tsx';
import { Keyboard } from './keyboard.tsx';
import { MobileBar } from './mobile-bar.tsx';
import type { OrganizationOption } from './organization-option.ts';
import { Sidebar } from './sidebar.tsx';

const Toaster = dynamic(() => import('../ui/toaster.tsx').then(({ Toaster: Loaded }) => Loaded), { ssr: false });

type WorkspaceShellProps = { organizations: OrganizationOption[]; children: ReactNode };

/** Navigation at the left (on small screens behind a button), the page at the right. */
export function WorkspaceShell({ organizations, children }: WorkspaceShellProps) {
  const t = useTranslations('shell');
  return (
    <div className="md:grid md:min-h-dvh md:grid-cols-[232px_minmax(0,1fr)]">
      <SkipLink>{t('skipToContent')}</SkipLink>
      <aside className="sticky top-0 hidden h-dvh border-r bg-surface md:block">
        <Sidebar organizations={organizations} />
      </aside>
      <MobileBar organizations={organizations} />
      <main id="main" tabIndex={-1} className="min-w-0 outline-none">
        <div className="grid w-full max-w-[1760px] gap-6 px-4 py-5 sm:px-6 sm:py-6">{children}</div>
      </main>
      <Keyboard />
      <Toaster />
    </div>
  );
}
