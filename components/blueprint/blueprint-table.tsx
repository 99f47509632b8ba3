'use client';

import { Search, SearchX, Workflow } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useUrlState } from '#lib/client/run/use-url-state';
import {
  type BlueprintSummary,
  blueprintOrders,
  blueprintOrigins,
  parseBlueprintCriteria,
  selectBlueprints,
} from '#lib/domain/blueprint-editor/listing';
import { Card } from '../ui/card.tsx';
import { cn } from '../ui/class-names.ts';
import { CopyId } from '../ui/copy-id.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Input } from '../ui/input.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Select } from '../ui/select.tsx';
import { Table, TableCell, TableHead, TableHeadCell, TableRow } from '../ui/table.tsx';

/** All blueprints, sorted and filtered by the address. */
export function BlueprintTable({ blueprints }: { blueprints: readonly BlueprintSummary[] }) {
  const t = useTranslations('blueprint.table');
  const url = useUrlState();
  const criteria = parseBlueprintCriteria({
    ...{ q: url.get('q') ?? undefined, origin: url.get('origin') ?? undefined, order: url.get('order') ?? undefined },
  });
  const shown = selectBlueprints(blueprints, criteria);
  return (
    <div className="grid gap-3">
      <search className="flex flex-wrap gap-2">
        <div className="relative min-w-48 flex-1 sm:max-w-80">
          <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-ink-faint" />
          <Input
            type="search"
            defaultValue={criteria.q}
            aria-label={t('search')}
            placeholder={t('search')}
            className="pl-8.5"
            onChange={({ target }) => url.set({ q: target.value || null })}
          />
        </div>
        <Select
          aria-label={t('origin.label')}
          value={criteria.origin}
          onChange={({ target }) => url.set({ origin: target.value === 'all' ? null : target.value })}
        >
          {blueprintOrigins.map((origin) => (
            <option key={origin} value={origin}>
              {t(`origin.${origin}`)}
            </option>
          ))}
        </Select>
        <Select
          aria-label={t('order.label')}
          value={criteria.order}
          onChange={({ target }) => url.set({ order: target.value === 'name' ? null : target.value })}
        >
          {blueprintOrders.map((order) => (
            <option key={order} value={order}>
              {t(`order.${order}`)}
            </option>
          ))}
        </Select>
      </search>
      <Card className="overflow-hidden">
        {blueprints.length === 0 ? (
          <EmptyState icon={Workflow} title={t('none')} />
        ) : shown.length === 0 ? (
          <EmptyState icon={SearchX} title={t('noMatch')} />
        ) : (
          <Rows blueprints={shown} />
        )}
      </Card>
    </div>
  );
}

const onWide = 'max-sm:hidden';

function Rows({ blueprints }: { blueprints: readonly BlueprintSummary[] }) {
  const t = useTranslations('blueprint');
  return (
    <Table label={t('title')}>
      <TableHead>
        <tr>
          <TableHeadCell className="pl-4">{t('table.name')}</TableHeadCell>
          <TableHeadCell className="text-right max-sm:pr-4">{t('table.steps')}</TableHeadCell>
          <TableHeadCell className={cn(onWide, 'text-right')}>{t('table.version')}</TableHeadCell>
          <TableHeadCell className={onWide}>{t('table.saved')}</TableHeadCell>
          <TableHeadCell className={cn(onWide, 'pr-4')}>{t('table.id')}</TableHeadCell>
        </tr>
      </TableHead>
      <tbody>
        {blueprints.map(({ id, name, purpose, steps, version, isBuiltIn, savedAt, savedBy }) => (
          <TableRow key={id}>
            <th scope="row" className="max-w-120 py-2 pr-3 pl-4 font-normal sm:min-w-48">
              <Link
                href={`/blueprints/${id}`}
                className="block font-medium hover:text-accent-text hover:underline sm:truncate"
              >
                {name}
              </Link>
              {purpose && <span className="block text-sm text-ink-faint sm:truncate">{purpose}</span>}
            </th>
            <TableCell className="text-right font-mono text-sm tabular-nums max-sm:pr-4">{steps}</TableCell>
            <TableCell className={cn(onWide, 'text-right font-mono text-sm tabular-nums')}>{version}</TableCell>
            <TableCell className={cn(onWide, 'text-sm whitespace-nowrap text-ink-soft')}>
              {isBuiltIn ? t('builtIn') : savedAt && <RelativeTime value={savedAt} />}
              {savedBy && <span className="block text-ink-faint">{savedBy}</span>}
            </TableCell>
            <TableCell className={cn(onWide, 'pr-4')}>
              <CopyId value={id} className="max-w-48" />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
