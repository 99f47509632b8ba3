import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

/** What one comes to do at the left, what there is to know at the right; below each other where it is narrow. */
export function HomeGrid({ main, side }: { main: ReactNode; side: ReactNode }) {
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <div className="grid min-w-0 gap-4">{main}</div>
      <div className="grid min-w-0 gap-4">{side}</div>
    </div>
  );
}

/** To the whole list of which a card shows the top. */
export function ViewAll({ href }: { href: string }) {
  const t = useTranslations('home');
  return (
    <Link href={href} className="inline-flex min-h-6 items-center text-sm text-accent-text hover:underline">
      {t('viewAll')}
    </Link>
  );
}
