'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { cellRanges } from '#lib/domain/document-view/cell-ranges';
import type { TextMatch } from '#lib/domain/document-view/text-match';
import { Button } from '../../ui/button.tsx';
import { MarkedText } from './marked-text.tsx';

/** Of a long table so many rows are drawn before somebody asks for all. */
const SHOWN_ROWS = 100;

type TableBlockProps = {
  rows: readonly (readonly string[])[];
  text: string;
  matches: readonly TextMatch[];
  label: string;
};

/** A table of a document; nothing says which of its rows are a head. */
export function TableBlock({ rows, text, matches, label }: TableBlockProps) {
  const t = useTranslations('viewer');
  const [isWhole, setIsWhole] = useState(false);
  const found = useMemo(
    () =>
      cellRanges(
        rows,
        text,
        matches.map(({ start, end }) => [start, end]),
      ),
    [rows, text, matches],
  );
  // What is found must be seen, wherever it stands.
  const isAll = isWhole || found.size > 0 || rows.length <= SHOWN_ROWS;
  const shown = isAll ? rows : rows.slice(0, SHOWN_ROWS);
  const columns = Math.max(0, ...shown.map((row) => row.length));
  return (
    <div className="grid gap-2">
      {/* A region that scrolls must be reachable by keyboard. */}
      <section aria-label={label} tabIndex={0} className="overflow-x-auto rounded-md border -outline-offset-2">
        <table className="w-full border-collapse text-left text-sm">
          <tbody>
            {shown.map((row, rowIndex) => (
              <tr key={rowIndex} className="border-b last:border-b-0">
                {Array.from({ length: columns }, (_, column) => (
                  <td key={column} className="max-w-96 border-r px-2 py-1 align-top break-words last:border-r-0">
                    <MarkedText text={row[column] ?? ''} ranges={found.get(`${rowIndex},${column}`) ?? []} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {!isAll && (
        <Button size="small" className="justify-self-start" onClick={() => setIsWhole(true)}>
          {t('allRows', { count: rows.length })}
        </Button>
      )}
    </div>
  );
}
