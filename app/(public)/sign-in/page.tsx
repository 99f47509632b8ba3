import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { safePath } from '#lib/domain/access/safe-path';
import { getAmplifyConfig } from '#lib/server/config/amplify-config';
import { getSession } from '#lib/server/session/get-session';
import { SignInForm } from './_components/sign-in-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn'))('title') };
}

type SignInPageProps = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const next = safePath((await searchParams).next);
  if (await getSession()) redirect(next);
  const t = await getTranslations();
  return (
    <div className="grid w-full max-w-sm gap-6">
      <div className="grid gap-1 text-center">
        <p className="text-ink-soft">{t('app.name')}</p>
        <h1 className="text-2xl font-semibold">{t('signIn.title')}</h1>
      </div>
      <SignInForm config={await getAmplifyConfig()} next={next} />
      <p className="text-center text-sm text-pretty text-ink-faint">{t('signIn.byInvitation')}</p>
    </div>
  );
}
