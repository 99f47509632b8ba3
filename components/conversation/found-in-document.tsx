import Link from 'next/link';
import type { AnswerControl } from '#lib/domain/conversation/reply-metadata';
import { documentHref } from '#lib/domain/document-view/place';

type FoundInDocumentProps = {
  found: NonNullable<AnswerControl['found']>;
  /** With it, the name leads to the place. */
  projectId?: string;
};

/** What was understood, the words that it rests on, and where they stand. */
export function FoundInDocument({ found, projectId }: FoundInDocumentProps) {
  const { documentId, documentName, place, blocks, quote, value } = found;
  const cited = (
    <>
      <bdi>{documentName}</bdi>
      {place && `, ${place}`}
    </>
  );
  return (
    <div className="grid gap-1">
      <p className="break-words">{value}</p>
      <blockquote className="border-l-2 pl-2 text-sm break-words text-ink-soft">{quote}</blockquote>
      <p className="text-sm break-words text-ink-faint">
        {projectId && blocks ? (
          <Link
            href={documentHref(projectId, documentId, { first: blocks[0], last: blocks[1] })}
            className="text-accent-text hover:underline"
          >
            {cited}
          </Link>
        ) : (
          cited
        )}
      </p>
    </div>
  );
}
