'use client';

import { Check, MessageSquareWarning, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { decideApproval } from '#lib/actions/run/decide-approval';
import type { Failure } from '#lib/domain/result/action-result';
import { commentProblem, feedbackBytes, feedbackMaxBytes, maximumComment } from '#lib/domain/run/approval';
import type { ApprovalDecision } from '#lib/domain/run/statuses';
import { Button } from '../../ui/button.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { toast } from '../../ui/toast.ts';
import { FailureNote } from '../failure-note.tsx';

const hints = {
  none: 'commentHint',
  missing: 'commentMissing',
  'too long': 'commentTooLong',
  'too long for the agent': 'feedbackTooLong',
} as const;

/** Approve, reject, or ask for changes, with a comment. */
export function DecisionForm({ approvalId, title }: { approvalId: string; title: string }) {
  const t = useTranslations('approval');
  const id = useId();
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState<ApprovalDecision | null>(null);
  const [sent, setSent] = useState<ApprovalDecision | null>(null);
  const [problem, setProblem] = useState<ReturnType<typeof commentProblem>>();
  const [failure, setFailure] = useState<Failure | null>(null);

  const decide = async (decision: ApprovalDecision) => {
    setFailure(null);
    const found = commentProblem(decision, comment);
    setProblem(found);
    if (found) {
      document.getElementById(id)?.focus();
      return;
    }
    setBusy(decision);
    const result = await decideApproval({ approvalId, decision, comment: comment.trim() });
    setBusy(null);
    if (result.ok) {
      setSent(decision);
      toast.success(t(`done.${decision}`, { title }));
    } else setFailure(result);
  };
  const size = feedbackBytes(comment);
  if (sent) return <p role="status">{t(`done.${sent}`, { title })}</p>;
  return (
    <div className="grid gap-3">
      <div className="grid gap-1.5">
        <label htmlFor={id} className="font-medium">
          {t('comment')}
        </label>
        <Textarea
          id={id}
          value={comment}
          maxLength={maximumComment}
          aria-describedby={`${id}-hint ${id}-size`}
          aria-invalid={problem !== undefined || undefined}
          className="min-h-16"
          onChange={(event) => {
            setComment(event.target.value);
            setProblem(undefined);
          }}
        />
        <p id={`${id}-hint`} className={problem ? 'text-sm text-failed' : 'text-sm text-ink-faint'}>
          {t(hints[problem ?? 'none'], { limit: problem === 'too long' ? maximumComment : feedbackMaxBytes })}
        </p>
        <p id={`${id}-size`} className="text-sm text-ink-faint tabular-nums">
          {t('feedbackSize', { size, limit: feedbackMaxBytes })}
        </p>
      </div>
      {failure && <FailureNote failure={failure} />}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          isBusy={busy === 'approve'}
          disabled={busy !== null}
          onClick={() => void decide('approve')}
        >
          {busy !== 'approve' && <Check aria-hidden />}
          {t('decide.approve')}
        </Button>
        <Button
          isBusy={busy === 'request_changes'}
          disabled={busy !== null}
          onClick={() => void decide('request_changes')}
        >
          {busy !== 'request_changes' && <MessageSquareWarning aria-hidden />}
          {t('decide.request_changes')}
        </Button>
        <Button isBusy={busy === 'reject'} disabled={busy !== null} onClick={() => void decide('reject')}>
          {busy !== 'reject' && <X aria-hidden />}
          {t('decide.reject')}
        </Button>
      </div>
    </div>
  );
}
