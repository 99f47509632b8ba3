'use client';

import { CircleAlert, CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEditor } from '#lib/client/blueprint/use-editor';
import type { BlueprintIssue } from '#lib/domain/blueprint/schema';
import { placeOfIssue } from '#lib/domain/blueprint-editor/issue-place';
import { SectionCard } from '../ui/card.tsx';
import { StateBadge } from '../ui/state-badge.tsx';

/** So many are told; who mends these sees the others. */
const told = 50;

/** What is wrong with the blueprint; each leads to where. */
export function IssueList() {
  const t = useTranslations('blueprint.issues');
  const { blueprint, issues, isChecked, select } = useEditor();
  const badge =
    issues.length === 0 && !isChecked ? (
      <StateBadge tone="running">{t('checking')}</StateBadge>
    ) : issues.length === 0 ? (
      <StateBadge tone="done" icon={CircleCheck}>
        {t('none')}
      </StateBadge>
    ) : (
      <StateBadge tone="failed">{t('count', { count: issues.length })}</StateBadge>
    );
  return (
    <SectionCard title={t('title')} action={<span aria-live="polite">{badge}</span>}>
      {issues.length === 0 ? (
        <p className="px-4 py-3 text-ink-soft">{t(isChecked ? 'noneBody' : 'checkingBody')}</p>
      ) : (
        <ul>
          {issues.slice(0, told).map((issue) => {
            const { stepId, field } = placeOfIssue(blueprint, issue.path);
            return (
              <li key={`${issue.path} ${issue.code} ${issue.message}`} className="border-b last:border-b-0">
                <button
                  type="button"
                  onClick={() => select(stepId ?? null, field)}
                  className="block w-full px-4 py-2 text-left -outline-offset-2 hover:bg-muted/60"
                >
                  <IssueText issue={issue} />
                </button>
              </li>
            );
          })}
          {issues.length > told && (
            <li className="px-4 py-2 text-ink-soft">{t('more', { count: issues.length - told })}</li>
          )}
        </ul>
      )}
    </SectionCard>
  );
}

/** An issue in words, with its place. */
export function IssueText({ issue }: { issue: BlueprintIssue }) {
  const t = useTranslations('blueprint.issues');
  return (
    <span className="flex items-start gap-2">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-failed" />
      <span className="min-w-0">
        <span className="font-medium">{t(`code.${issue.code}`)}</span>{' '}
        <span className="font-mono text-sm break-all text-ink-faint">{issue.path}</span>
        <span className="block text-ink-soft">{issue.message}</span>
      </span>
    </span>
  );
}
