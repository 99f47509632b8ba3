import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '../ui/button.tsx';

/** Leads to the form that creates a project: the main action of the pages it stands on. */
export function NewProjectButton() {
  const t = useTranslations('project');
  return (
    <Button asChild variant="primary">
      <Link href="/projects/new">
        <Plus aria-hidden />
        {t('create')}
      </Link>
    </Button>
  );
}
