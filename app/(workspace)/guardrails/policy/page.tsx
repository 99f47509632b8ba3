import { ChevronRight } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { mayAct } from '#lib/domain/access/claims';
import { getGuardrailPolicy } from '#lib/server/guardrails/queries';
import { getWorkspace } from '#lib/server/organization/queries';
import { PolicyForm } from '@/components/guardrails/policy-form';
import { PageHeader } from '@/components/ui/page-header';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('guardrails'))('policy.title') };
}

export default async function GuardrailPolicyPage() {
  const { caller, organization } = await getWorkspace();
  const [t, policy] = await Promise.all([getTranslations('guardrails'), getGuardrailPolicy()]);
  const mayChange = mayAct(caller, 'org_manage', organization.id);
  return (
    <>
      <div className="grid gap-3">
        <nav aria-label={t('path')} className="flex min-w-0 items-center gap-1.5 text-sm text-ink-soft">
          <Link href="/guardrails" className="shrink-0 hover:text-accent-text hover:underline">
            {t('title')}
          </Link>
          <ChevronRight aria-hidden className="size-3.5 shrink-0" />
        </nav>
        <PageHeader title={t('policy.title')} description={t(mayChange ? 'policy.description' : 'policy.readOnly')} />
      </div>
      <PolicyForm key={`${organization.id} ${policy.version}`} policy={policy} mayChange={mayChange} />
    </>
  );
}
