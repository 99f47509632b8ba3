'use client';

import { CircleCheck, FileText } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef } from 'react';
import { Button } from '../ui/button.tsx';
import { toast } from '../ui/toast.ts';
import { useConversationAgent } from './conversation-agent.ts';

/** Says that the interview is complete and leads to what comes of it; a toast, too, when it happens under one's eyes. */
export function CompletionBanner({ projectId, isCompleted }: { projectId: string; isCompleted: boolean }) {
  const agent = useConversationAgent();
  const isAssessment = agent === 'assessment';
  const t = useTranslations(isAssessment ? 'chat.completed' : 'chat.designCompleted');
  const router = useRouter();
  const before = useRef(isCompleted);
  const href = `/projects/${projectId}/${isAssessment ? 'report' : 'runs'}`;
  const celebrate = useEffectEvent(() => {
    toast.success(t('title'), { action: { label: t('toReport'), onClick: () => router.push(href) } });
  });
  useEffect(() => {
    if (isCompleted && !before.current) celebrate();
    before.current = isCompleted;
  }, [isCompleted]);
  if (!isCompleted) return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b bg-done-soft px-4 py-2">
      <p className="flex items-center gap-2">
        <CircleCheck aria-hidden className="size-4 shrink-0 text-done" />
        <span>
          <span className="font-medium text-done">{t('title')}</span> <span className="text-ink-soft">{t('body')}</span>
        </span>
      </p>
      <Button asChild size="small">
        <Link href={href}>
          <FileText aria-hidden />
          {t('toReport')}
        </Link>
      </Button>
    </div>
  );
}
