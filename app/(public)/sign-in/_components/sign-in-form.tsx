'use client';

import './sign-in.css';
import { Authenticator, ThemeProvider, useAuthenticator } from '@aws-amplify/ui-react';
import type { ResourcesConfig } from 'aws-amplify';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { provideAmplifyConfig } from '#lib/client/amplify';
import { startSignIn } from '#lib/client/start-sign-in';
import { Skeleton } from '@/components/ui/skeleton';

type SignInFormProps = { config: ResourcesConfig; next: string };

/** Signing in: password, a new password where one is demanded, and the code of a second factor. No signing up. */
export function SignInForm({ config, next }: SignInFormProps) {
  const locale = useLocale();
  const [isReady, setIsReady] = useState(false);
  useEffect(() => {
    provideAmplifyConfig(config);
    void startSignIn(config, locale).then(() => setIsReady(true));
  }, [config, locale]);
  if (!isReady) return <Skeleton className="h-78 w-full" />;
  return (
    <ThemeProvider>
      <Authenticator hideSignUp loginMechanisms={['email']}>
        <SignedIn next={next} />
      </Authenticator>
    </ThemeProvider>
  );
}

/** Goes on with a full page load: the server then sees the cookies that were just set. */
function SignedIn({ next }: { next: string }) {
  const t = useTranslations('signIn');
  const { authStatus } = useAuthenticator(({ authStatus: status }) => [status]);
  useEffect(() => {
    if (authStatus === 'authenticated') window.location.replace(next);
  }, [authStatus, next]);
  return (
    <p role="status" className="text-center text-ink-soft">
      {t('opening')}
    </p>
  );
}
