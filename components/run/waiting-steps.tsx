'use client';

import { Hourglass, MessageSquare } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { StepView } from '#lib/domain/run-view/step-view';
import { Button } from '../ui/button.tsx';
import { useRunInfo } from './run-info.ts';

/** The steps that go on when a conversation has ended, each with the way to it. */
export function WaitingSteps({ steps }: { steps: readonly StepView[] }) {
  const t = useTranslations('run.waiting');
  const { run, mayChange } = useRunInfo();
  return steps.map(({ key, title, agent }) => (
    <section
      key={key}
      aria-label={t('title', { step: title })}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-waiting bg-surface px-4 py-3"
    >
      <Hourglass aria-hidden className="size-4 shrink-0 text-waiting" />
      <p className="min-w-48 flex-1">
        <span className="font-semibold">{t('title', { step: title })}</span>{' '}
        <span className="text-ink-soft">{t(mayChange ? 'body' : 'bodyReader')}</span>
      </p>
      <Button asChild {...(mayChange ? { variant: 'primary' } : {})}>
        <Link
          href={`/projects/${run.projectId}/chat${agent === 'assessment' ? '' : `?agent=${encodeURIComponent(agent)}`}`}
        >
          <MessageSquare aria-hidden />
          {t(mayChange ? 'answer' : 'read')}
        </Link>
      </Button>
    </section>
  ));
}
