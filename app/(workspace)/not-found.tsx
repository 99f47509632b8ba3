import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

export default function WorkspaceNotFound() {
  const t = useTranslations('error');
  return (
    <EmptyState
      icon={SearchX}
      title={<h1>{t('notFoundTitle')}</h1>}
      action={
        <Button asChild>
          <Link href="/projects">{t('toProjects')}</Link>
        </Button>
      }
    >
      {t('notFoundBody')}
    </EmptyState>
  );
}
