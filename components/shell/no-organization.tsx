import { Building2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '../ui/empty-state.tsx';

/** Signed in, but no organization to work in: an invitation that was not finished. */
export function NoOrganization() {
  const t = useTranslations('shell');
  return (
    <EmptyState icon={Building2} title={<h1>{t('noOrganizationTitle')}</h1>}>
      {t('noOrganizationBody')}
    </EmptyState>
  );
}
