'use client';

import { ChevronRight, FileText } from 'lucide-react';
import Link from 'next/link';
import { Fragment } from 'react';
import type { KnowledgePassage } from '#lib/client/knowledge/use-knowledge-search';
import type { Position } from '#lib/domain/document/extracted';
import { documentHref } from '#lib/domain/document-view/place';
import { MarkedText } from '../document/viewer/marked-text.tsx';
import { usePlaceName } from '../document/viewer/use-place-name.ts';
import { Card } from '../ui/card.tsx';

/** A passage that answers, with what speaks of the question marked, and the way to its place. */
export function PassageCard({ passage, number }: { passage: KnowledgePassage; number: number }) {
  const { documentId, projectId, documentName, headings, text, highlights, firstBlock, lastBlock } = passage;
  const place = usePlaceName(positionOf(passage));
  const name = <bdi>{documentName}</bdi>;
  return (
    <Card className="min-w-0">
      <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 border-b px-4 py-2">
        <span className="font-mono text-sm text-ink-faint tabular-nums">{number}</span>
        <FileText aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <h3 className="min-w-0 font-medium break-words">
          {projectId ? (
            <Link
              href={documentHref(projectId, documentId, { first: firstBlock, last: lastBlock })}
              className="hover:text-accent-text hover:underline"
            >
              {name}
              {place.long && <span className="text-ink-soft">, {place.long}</span>}
            </Link>
          ) : (
            name
          )}
        </h3>
      </div>
      <div className="grid gap-1.5 px-4 py-3">
        {headings.length > 0 && (
          <p className="flex flex-wrap items-center gap-1 text-sm text-ink-faint">
            {headings.map((heading, index) => (
              <Fragment key={index}>
                {index > 0 && <ChevronRight aria-hidden className="size-3.5 shrink-0" />}
                <span className="break-words">{heading}</span>
              </Fragment>
            ))}
          </p>
        )}
        <p className="max-w-prose leading-6 break-words whitespace-pre-line">
          <MarkedText text={text} ranges={highlights.map(({ start, end }) => [start, end] as const)} />
        </p>
      </div>
    </Card>
  );
}

/** Without what is not known of it: a place is what there is. */
function positionOf({ page, slide, sheet, row, line, paragraph, entry }: KnowledgePassage): Position {
  const known = Object.entries({ page, slide, sheet, row, line, paragraph, entry }).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  return Object.fromEntries(known);
}
