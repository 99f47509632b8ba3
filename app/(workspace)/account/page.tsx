import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { getWorkspace } from '#lib/server/organization/queries';
import { SectionCard } from '@/components/ui/card';
import { CopyId } from '@/components/ui/copy-id';
import { PageHeader } from '@/components/ui/page-header';
import { TwoFactor } from './_components/two-factor.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('title') };
}

export default async function AccountPage() {
  const { caller, organizations } = await getWorkspace();
  const t = await getTranslations();
  const own = organizations.find(({ id }) => id === caller.organization);
  const roles = caller.roles.map((role) => t(`role.${role}`)).join(', ');
  const rows = [
    { label: t('account.email'), value: caller.email ?? '–' },
    { label: t('account.roles'), value: roles || t('role.none') },
    { label: t('shell.organization'), value: own?.name ?? caller.organization ?? t('shell.noOrganization') },
    { label: t('common.id'), value: <CopyId value={caller.userId} /> },
  ];
  return (
    <>
      <PageHeader title={t('account.title')} description={t('account.description')} />
      <div className="grid max-w-2xl gap-4">
        <SectionCard title={t('account.you')}>
          <dl className="grid">
            {rows.map(({ label, value }) => (
              <div key={label} className="grid gap-x-4 border-b px-4 py-2.5 last:border-b-0 sm:grid-cols-[160px_1fr]">
                <dt className="text-ink-soft">{label}</dt>
                <dd className="min-w-0 break-words">{value}</dd>
              </div>
            ))}
          </dl>
        </SectionCard>
        <SectionCard title={t('account.twoFactor.title')}>
          <TwoFactor accountName={caller.email ?? caller.userId} />
        </SectionCard>
      </div>
    </>
  );
}
