'use client';

import { useTranslations } from 'next-intl';
import { artifactKind } from '#lib/domain/run-view/artifact-kind';
import { readCsv } from '#lib/domain/run-view/read-csv';
import { Markdown } from '../../conversation/markdown.tsx';
import { Table, TableHead, TableHeadCell } from '../../ui/table.tsx';

const SHOWN_ROWS = 200;

type ArtifactViewProps = { name: string; contentType: string; text: string };

/** A file's content as people read it; nothing in it is run or fetched. */
export function ArtifactView({ name, contentType, text }: ArtifactViewProps) {
  switch (artifactKind({ name, contentType })) {
    case 'markdown':
      return (
        <div className="max-w-prose">
          <Markdown text={text} />
        </div>
      );
    case 'csv':
      return <CsvView name={name} text={text} />;
    case 'json':
    case 'text':
    case 'none':
      return <TextView text={readableText({ name, contentType }, text)} />;
  }
}

/** A file's text in lines: JSON is indented, anything else is as it is. */
export function readableText(file: { name: string; contentType: string }, text: string): string {
  if (artifactKind(file) !== 'json') return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // The beginning of a long one is no JSON by itself.
    return text;
  }
}

function TextView({ text }: { text: string }) {
  return <pre className="font-mono text-sm break-words whitespace-pre-wrap">{text}</pre>;
}

function CsvView({ name, text }: { name: string; text: string }) {
  const t = useTranslations('run.file');
  const { rows, isCut } = readCsv(text, SHOWN_ROWS + 1);
  const [head = [], ...body] = rows;
  return (
    <>
      <Table label={name} className="text-sm">
        <TableHead>
          <tr>
            {head.map((cell, column) => (
              <TableHeadCell key={column}>{cell}</TableHeadCell>
            ))}
          </tr>
        </TableHead>
        <tbody>
          {body.map((row, index) => (
            <tr key={index} className="border-b last:border-b-0">
              {head.map((_, column) => (
                <td key={column} className="max-w-80 px-3 py-1 align-top break-words">
                  {row[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      {isCut && <p className="mt-2 text-sm text-ink-faint">{t('rowsCut', { count: SHOWN_ROWS })}</p>}
    </>
  );
}
