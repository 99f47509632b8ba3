'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ShieldCheck, ShieldOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { beginTwoFactor, endTwoFactor, isTwoFactorOn, type TwoFactorSetup } from '#lib/client/account/two-factor';
import { failureOf } from '#lib/client/request-failure';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton } from '@/components/ui/skeleton';
import { StateBadge } from '@/components/ui/state-badge';
import { toast } from '@/components/ui/toast';
import { TwoFactorForm } from './two-factor-form.tsx';

const queryKey = ['two-factor'];

/** Whether signing in asks for a code besides the password, and the way to change that. */
export function TwoFactor({ accountName }: { accountName: string }) {
  const t = useTranslations();
  const queryClient = useQueryClient();
  const { data: isOn, error, refetch } = useQuery({ queryKey, queryFn: isTwoFactorOn });
  const [setup, setSetup] = useState<TwoFactorSetup | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const [isBusy, setIsBusy] = useState(false);

  const run = async (work: () => Promise<void>) => {
    setIsBusy(true);
    await work().catch((reason: unknown) => toast.error(failureOf(reason).message));
    setIsBusy(false);
  };
  const begin = () => run(async () => setSetup(await beginTwoFactor(accountName, t('app.name'))));
  const end = () =>
    run(async () => {
      await endTwoFactor();
      queryClient.setQueryData(queryKey, false);
      setIsAsking(false);
    });
  const onConfirmed = () => {
    setSetup(null);
    queryClient.setQueryData(queryKey, true);
    toast.success(t('account.twoFactor.turnedOn'));
  };

  if (error) return <ErrorState title={t('error.title')} onRetry={() => void refetch()} />;
  return (
    <div className="grid gap-4 px-4 py-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        {isOn === undefined ? <Skeleton className="h-6 w-16" /> : <TwoFactorState isOn={isOn} />}
        {isOn === true && <Button onClick={() => setIsAsking(true)}>{t('account.twoFactor.turnOff')}</Button>}
        {isOn === false && !setup && (
          <Button variant="primary" isBusy={isBusy} onClick={() => void begin()}>
            {t('account.twoFactor.turnOn')}
          </Button>
        )}
      </div>
      <p className="max-w-prose text-pretty text-ink-soft">{t('account.twoFactor.body')}</p>
      {setup && <TwoFactorForm setup={setup} onConfirmed={onConfirmed} onCancel={() => setSetup(null)} />}
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={t('account.twoFactor.offTitle')}
        description={t('account.twoFactor.offBody')}
        confirmLabel={t('account.twoFactor.turnOff')}
        cancelLabel={t('common.cancel')}
        isDangerous
        isBusy={isBusy}
        onConfirm={() => void end()}
      />
    </div>
  );
}

function TwoFactorState({ isOn }: { isOn: boolean }) {
  const t = useTranslations('account.twoFactor');
  return isOn ? (
    <StateBadge tone="done" icon={ShieldCheck}>
      {t('on')}
    </StateBadge>
  ) : (
    <StateBadge tone="neutral" icon={ShieldOff}>
      {t('off')}
    </StateBadge>
  );
}
