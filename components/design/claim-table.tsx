'use client';

import { Search, SearchX } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useDeferredValue } from 'react';
import { useUrlState } from '#lib/client/run/use-url-state';
import type { Claim } from '#lib/domain/design-document/document';
import { Card } from '../ui/card.tsx';
import { cn } from '../ui/class-names.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Input } from '../ui/input.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Table, TableCell, TableHead, TableHeadCell, TableRow } from '../ui/table.tsx';
import { ClaimSources } from './claim-sources.tsx';
import { useDesign } from './design-context.ts';

/** Of so many claims the rows are drawn; with more, one searches. */
const SHOWN = 300;

/** On narrow screens this column is left out. */
const onWide = 'max-sm:hidden';

/** Every claim of a design with its sources, to be searched by its words and its files. */
export function ClaimTable({ claims }: { claims: readonly Claim[] | undefined }) {
  const t = useTranslations('technicalDesign.claims');
  const url = useUrlState();
  const words = url.get('q') ?? '';
  const wanted = useDeferredValue(words).trim().toLowerCase();
  if (!claims) return <Skeleton className="h-96" />;
  const found = claims.filter(({ text, sources }) =>
    `${text}\n${sources.map(({ id }) => id).join('\n')}`.toLowerCase().includes(wanted),
  );
  return (
    <div className="grid gap-3">
      <search className="relative sm:max-w-80">
        <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-ink-faint" />
        <Input
          type="search"
          defaultValue={words}
          aria-label={t('search')}
          placeholder={t('search')}
          className="pl-8.5"
          onChange={({ target }) => url.replace({ q: target.value || null })}
        />
      </search>
      <Card className="min-w-0 overflow-hidden">
        {found.length === 0 ? <EmptyState icon={SearchX} title={t('none')} /> : <Rows claims={found.slice(0, SHOWN)} />}
        {found.length > SHOWN && (
          <p className="border-t px-4 py-2 text-sm text-ink-faint">{t('more', { count: found.length - SHOWN })}</p>
        )}
      </Card>
    </div>
  );
}

function Rows({ claims }: { claims: readonly Claim[] }) {
  const t = useTranslations('technicalDesign.claims');
  const format = useFormatter();
  const { numbers } = useDesign();
  return (
    <Table label={t('title')} aria-label={t('title')}>
      <TableHead>
        <tr>
          <TableHeadCell className={cn(onWide, 'pl-4 text-right')}>{t('number')}</TableHeadCell>
          <TableHeadCell className="max-sm:pl-4">{t('claim')}</TableHeadCell>
          <TableHeadCell>{t('sources')}</TableHeadCell>
          <TableHeadCell className={cn(onWide, 'pr-4 text-right')}>{t('confidence')}</TableHeadCell>
        </tr>
      </TableHead>
      <tbody>
        {claims.map((claim) => (
          <TableRow key={claim.id}>
            <TableCell className={cn(onWide, 'pl-4 text-right align-top font-mono text-sm tabular-nums')}>
              {numbers.get(claim.id)}
            </TableCell>
            <TableCell className="max-w-160 align-top break-words max-sm:pl-4">{claim.text}</TableCell>
            <TableCell className="max-w-96 align-top">
              <ClaimSources claim={claim} />
            </TableCell>
            <TableCell className={cn(onWide, 'pr-4 text-right align-top font-mono text-sm tabular-nums')}>
              {format.number(claim.confidence, { style: 'percent' })}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
