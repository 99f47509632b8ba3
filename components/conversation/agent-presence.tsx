'use client';

import { CircleAlert, RotateCw } from 'lucide-react';
import { useNow, useTranslations } from 'next-intl';
import type { AgentStatus } from '#lib/client/agent/use-live-agent-statuses';
import { Button } from '../ui/button.tsx';

/** After so long without a word an answer is not expected any more. */
const PATIENCE_MS = 60_000;

type AgentPresenceProps = {
  status: AgentStatus | undefined;
  /** When the message was sent that waits for its answer. */
  waitingSince: string;
  onRetry: (() => void) | undefined;
};

/** What the agent does about the last message: thinks, or has met a problem that one can act on. */
export function AgentPresence({ status, waitingSince, onRetry }: AgentPresenceProps) {
  const t = useTranslations('chat');
  const now = useNow({ updateInterval: 10_000 });
  const isSilent = now.getTime() - Date.parse(waitingSince) > PATIENCE_MS && status?.status !== 'PROCESSING';
  const hasFailed = status?.status === 'ERROR' && status.lastUpdate >= waitingSince;
  if (hasFailed || isSilent) {
    return (
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-failed">
        <span className="flex items-center gap-1.5">
          <CircleAlert aria-hidden className="size-4 shrink-0" />
          {t(hasFailed ? 'agentFailed' : 'agentSilent')}
        </span>
        {onRetry && (
          <Button size="small" onClick={onRetry}>
            <RotateCw aria-hidden />
            {t('sendAgain')}
          </Button>
        )}
      </div>
    );
  }
  return (
    <p className="flex items-center gap-2 text-sm text-running">
      <span aria-hidden className="flex gap-1">
        {[0, 1, 2].map((dot) => (
          <span
            key={dot}
            className="size-1.5 animate-pulse rounded-full bg-current"
            style={{ animationDelay: `${dot * 160}ms` }}
          />
        ))}
      </span>
      {t('thinking')}
    </p>
  );
}
