'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { artifactKind } from '#lib/domain/run-view/artifact-kind';
import type { StepArtifact, StepContent, StepEvidence, StepRecord } from '#lib/domain/run-view/step-record';
import { Button } from '../../ui/button.tsx';
import { DownloadButton } from '../download-button.tsx';
import { ArtifactContent } from '../gate/artifact-content.tsx';
import { JsonView } from './json-view.tsx';

type StepContentViewProps = { content: StepContent & { record: StepRecord }; projectId: string };

/** What a step was given and what it made. */
export function StepContentView({ content, projectId }: StepContentViewProps) {
  const t = useTranslations('run.inspector');
  const { record, evidence, feedback } = content;
  const logs = (content.logs ?? []).filter((line) => line !== null);
  return (
    <>
      {feedback && (
        <Part title={t('feedback')}>
          <p className="break-words whitespace-pre-wrap">{feedback}</p>
        </Part>
      )}
      {record.artifacts.length > 0 && (
        <Part title={t('artifacts')}>
          <ul className="grid gap-2">
            {record.artifacts.map((artifact) => (
              <ArtifactRow
                key={artifact.key}
                artifact={artifact}
                projectId={projectId}
                stamp={`${record.key} ${record.attempt}`}
              />
            ))}
          </ul>
        </Part>
      )}
      <Part title={t('output')}>
        <Value value={content.output} fileKey={content.outputKey} name="output.json" projectId={projectId} />
      </Part>
      <Part title={t('input')}>
        <Value value={content.input} fileKey={content.inputKey} name="input.json" projectId={projectId} />
      </Part>
      {evidence.length > 0 && (
        <Part title={t('evidence')}>
          <EvidenceList evidence={evidence} />
        </Part>
      )}
      {logs.length > 0 && (
        <Part title={t('logs')}>
          <ol className="grid gap-0.5 font-mono text-sm text-ink-soft">
            {logs.map((line, index) => (
              <li key={index} className="break-words whitespace-pre-wrap">
                {line}
              </li>
            ))}
          </ol>
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-2 border-b px-4 py-3 last:border-b-0">
      <h3 className="text-sm font-medium text-ink-faint">{title}</h3>
      {children}
    </section>
  );
}

type ValueProps = { value: unknown; fileKey: string | null | undefined; name: string; projectId: string };

/** A value in place, or the way to one that is too large for its record. */
function Value({ value, fileKey, name, projectId }: ValueProps) {
  const t = useTranslations('run.inspector');
  if (!fileKey) return <JsonView value={value} />;
  return (
    <p className="flex flex-wrap items-center gap-3 text-ink-soft">
      {t('large')}
      <DownloadButton projectId={projectId} fileKey={fileKey} name={name} />
    </p>
  );
}

function ArtifactRow({ artifact, projectId, stamp }: { artifact: StepArtifact; projectId: string; stamp: string }) {
  const t = useTranslations('run.inspector');
  const format = useFormatter();
  const [isOpen, setIsOpen] = useState(false);
  const isShown = artifactKind(artifact) !== 'none';
  return (
    <li className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 flex-1 basis-40 font-mono text-sm break-all">{artifact.name}</span>
        {artifact.size !== undefined && (
          <span className="font-mono text-sm text-ink-faint tabular-nums">
            {artifact.size < 1024
              ? `${format.number(artifact.size)} B`
              : `${format.number(artifact.size / 1024, { maximumFractionDigits: 1 })} KB`}
          </span>
        )}
        {isShown && (
          <Button size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {t(isOpen ? 'hide' : 'show')}
            <span className="sr-only">{artifact.name}</span>
          </Button>
        )}
        <DownloadButton projectId={projectId} fileKey={artifact.key} name={artifact.name} />
      </div>
      {isOpen && (
        <ArtifactContent
          projectId={projectId}
          artifact={artifact}
          earlier={undefined}
          stamp={stamp}
          className="max-h-96"
        />
      )}
    </li>
  );
}

/** So many pieces of evidence are shown before somebody asks for the rest. */
const FOLDED_EVIDENCE = 6;

function EvidenceList({ evidence }: { evidence: readonly StepEvidence[] }) {
  const t = useTranslations('run.inspector');
  const [isOpen, setIsOpen] = useState(false);
  const shown = isOpen ? evidence : evidence.slice(0, FOLDED_EVIDENCE);
  return (
    <>
      <ul className="grid gap-2">
        {shown.map(({ claim, quote, source }, index) => (
          <li key={index} className="grid gap-0.5">
            <span className="font-mono text-sm text-ink-faint">{claim}</span>
            {quote && <q className="break-words">{quote}</q>}
            {source && (
              <span className="text-sm text-ink-faint">
                {t('source', { kind: source.kind, id: source.id })}
                {source.page !== undefined && ` · ${t('page', { page: source.page })}`}
                {source.line !== undefined && ` · ${t('line', { line: source.line })}`}
              </span>
            )}
          </li>
        ))}
      </ul>
      {evidence.length > FOLDED_EVIDENCE && (
        <Button
          size="small"
          variant="ghost"
          className="-ml-2 justify-self-start"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? t('fold') : t('allEvidence', { count: evidence.length })}
        </Button>
      )}
    </>
  );
}
