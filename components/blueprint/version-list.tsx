'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { SectionCard } from '../ui/card.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';

export type VersionInfo = { version: number; savedAt: string; savedBy: string | null };

type VersionListProps = { blueprintId: string; versions: readonly VersionInfo[]; shown: number };

/** The versions that were saved, newest first; each can be looked at. */
export function VersionList({ blueprintId, versions, shown }: VersionListProps) {
  const t = useTranslations('blueprint.versions');
  return (
    <SectionCard title={t('title')}>
      <ul>
        {versions.map(({ version, savedAt, savedBy }, index) => (
          <li
            key={version}
            className="flex min-h-10 flex-wrap items-center gap-x-3 border-b px-4 py-1.5 last:border-b-0"
          >
            <Link
              href={index === 0 ? `/blueprints/${blueprintId}` : `/blueprints/${blueprintId}?version=${version}`}
              aria-current={version === shown ? 'page' : undefined}
              className="font-medium hover:text-accent-text hover:underline aria-[current]:text-accent-text"
            >
              {t('version', { version })}
            </Link>
            <span className="text-sm text-ink-soft">
              <RelativeTime value={savedAt} />
              {savedBy && ` · ${savedBy}`}
            </span>
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}
