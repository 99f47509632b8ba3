'use client';

import { ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type SubmitEvent, useState } from 'react';
import { confirmTwoFactor, type TwoFactorSetup } from '#lib/client/account/two-factor';
import { failureOf } from '#lib/client/request-failure';
import { Button } from '@/components/ui/button';
import { CopyId } from '@/components/ui/copy-id';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

type TwoFactorFormProps = { setup: TwoFactorSetup; onConfirmed: () => void; onCancel: () => void };

/** The key goes into an authenticator app; the app's first code proves that it arrived. */
export function TwoFactorForm({ setup, onConfirmed, onCancel }: TwoFactorFormProps) {
  const t = useTranslations();
  const [code, setCode] = useState('');
  const [error, setError] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const digits = code.replace(/\s/g, '');
    if (!/^\d{6}$/.test(digits)) {
      setError(t('account.twoFactor.codeForm'));
      return;
    }
    setIsBusy(true);
    try {
      if (await confirmTwoFactor(digits)) onConfirmed();
      else setError(t('account.twoFactor.codeWrong'));
    } catch (reason) {
      setError(failureOf(reason).message);
    }
    setIsBusy(false);
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4 border-t pt-4">
      <div className="grid gap-1.5">
        <p className="font-medium">{t('account.twoFactor.key')}</p>
        <CopyId
          value={setup.secret}
          className="[&>span:first-child]:break-all [&>span:first-child]:whitespace-normal"
        />
        <a href={setup.uri} className="inline-flex min-h-6 items-center gap-1.5 text-accent-text hover:underline">
          {t('account.twoFactor.openApp')}
          <ExternalLink aria-hidden className="size-4" />
        </a>
      </div>
      <Field label={t('account.twoFactor.code')} hint={t('account.twoFactor.codeHint')} error={error}>
        {(control) => (
          <Input
            {...control}
            value={code}
            onChange={(event) => setCode(event.target.value)}
            inputMode="numeric"
            autoComplete="one-time-code"
            className="max-w-40 font-mono"
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" isBusy={isBusy}>
          {t('account.twoFactor.confirm')}
        </Button>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
