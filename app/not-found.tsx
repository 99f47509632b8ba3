import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { connection } from 'next/server';
import { getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

export default async function NotFound() {
  // Rendered for each request: a page made at build time could not carry the nonce that its scripts need.
  await connection();
  const t = await getTranslations('error');
  return (
    <main id="main" className="grid min-h-dvh place-items-center px-4">
      <EmptyState
        icon={SearchX}
        title={<h1>{t('notFoundTitle')}</h1>}
        action={
          <Button asChild>
            <Link href="/">{t('toHome')}</Link>
          </Button>
        }
      >
        {t('notFoundBody')}
      </EmptyState>
    </main>
  );
}
