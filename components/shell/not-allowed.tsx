import { Lock } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

/** The page exists, but the person's role does not reach it. */
export function NotAllowed() {
  const t = useTranslations('error');
  return (
    <EmptyState
      icon={Lock}
      title={<h1>{t('notAllowedTitle')}</h1>}
      action={
        <Button asChild>
          <Link href="/projects">{t('toProjects')}</Link>
        </Button>
      }
    >
      {t('notAllowedBody')}
    </EmptyState>
  );
}
