'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { AgentStatus } from '#lib/client/agent/use-live-agent-statuses';
import { assessmentDimensions } from '#lib/domain/assessment/dimensions';
import type { AnswerControl, DimensionProgress } from '#lib/domain/conversation/reply-metadata';
import { AgentActivityBadge } from '../agent/agent-activity-badge.tsx';
import { ProgressRows } from '../project/progress-rows.tsx';
import { Button } from '../ui/button.tsx';
import { SectionCard } from '../ui/card.tsx';
import { useConversationAgent } from './conversation-agent.ts';
import { FoundInDocument } from './found-in-document.tsx';

type InterviewPanelProps = {
  projectId: string;
  progress: DimensionProgress | undefined;
  /** Percent, of an interview without dimensions. */
  interviewProgress: number | undefined;
  status: AgentStatus | undefined;
  isCompleted: boolean;
  /** What a document says to the open question, waiting for a yes or no. */
  control: AnswerControl | undefined;
  /** A yes or no to it. Absent where nothing may be sent. */
  onAnswer: ((text: string) => void) | undefined;
  /** Absent where nothing may be sent. */
  onSay: ((words: string) => void) | undefined;
};

// What the agent understands at any time; the words are what is sent.
const requests = [
  { key: 'why', words: 'why?', isAlways: false },
  { key: 'later', words: 'later', isAlways: false },
  { key: 'back', words: 'go back', isAlways: true },
  { key: 'understood', words: 'what did you understand?', isAlways: true },
  { key: 'progress', words: 'how far are we?', isAlways: false },
] as const;

/** Beside the conversation: how far it has come, what the agent does, what one can always say. */
export function InterviewPanel({ projectId, status, isCompleted, onSay, ...told }: InterviewPanelProps) {
  const t = useTranslations();
  const agent = useConversationAgent();
  const sayable = requests.filter(({ isAlways }) => isAlways || !isCompleted);
  const isAssessment = agent === 'assessment';
  const rows = isAssessment
    ? assessmentDimensions.map((key) => ({ key, label: t(`dimension.${key}`), value: told.progress?.[key] ?? 0 }))
    : [{ key: 'interview', label: t('chat.interview'), value: told.interviewProgress ?? 0 }];
  return (
    <aside aria-label={t('chat.aside')} className="grid content-start gap-4">
      <SectionCard
        title={t('chat.progress')}
        action={
          <Link
            href={`/projects/${projectId}/${isAssessment ? 'assessment' : 'design'}`}
            className="text-sm text-accent-text hover:underline"
          >
            {t(isAssessment ? 'chat.allAnswers' : 'chat.toDesign')}
          </Link>
        }
      >
        <div className="px-4 py-3">
          <ProgressRows rows={rows} />
        </div>
      </SectionCard>
      {told.control?.found && (
        <SectionCard title={t('chat.fromDocument')}>
          <div className="grid gap-2 px-4 py-3">
            <p className="text-sm font-medium">{told.control.label}</p>
            <FoundInDocument found={told.control.found} projectId={projectId} />
            {told.onAnswer && (
              <div className="flex flex-wrap gap-1.5">
                {told.control.options?.map(({ value, label }) => (
                  <Button key={value} size="small" onClick={() => told.onAnswer?.(value)}>
                    {label}
                  </Button>
                ))}
              </div>
            )}
          </div>
        </SectionCard>
      )}
      <SectionCard
        title={t(`chat.agents.${agent}.name`)}
        action={<AgentActivityBadge activity={status?.status ?? 'IDLE'} />}
      >
        <div className="grid gap-2 px-4 py-3">
          <p className="text-sm text-ink-soft">{t(`chat.agents.${agent}.purpose`)}</p>
          {onSay && (
            <>
              <p className="mt-1 text-sm font-medium text-ink-faint">{t('chat.anyTime')}</p>
              <div className="flex flex-wrap gap-1.5">
                {sayable.map(({ key, words }) => (
                  <Button key={key} size="small" onClick={() => onSay(words)}>
                    {t(`chat.request.${key}`)}
                  </Button>
                ))}
              </div>
            </>
          )}
        </div>
      </SectionCard>
    </aside>
  );
}
