'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useRunCost } from '#lib/client/run/use-run-cost';
import type { RunStatus } from '#lib/domain/run/statuses';
import { costByService } from '#lib/domain/run-view/cost-groups';
import { cn } from '../ui/class-names.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Table, TableHead, TableHeadCell } from '../ui/table.tsx';
import { useRunInfo } from './run-info.ts';
import { useUsd } from './use-usd.ts';

/** As AWS writes them. */
const serviceNames: Readonly<Record<string, string>> = {
  appsync: 'AppSync',
  dynamodb: 'DynamoDB',
  eventbridge: 'EventBridge',
  lambda: 'Lambda',
  s3: 'S3',
  sqs: 'SQS',
};

/** On narrow screens the sums matter. */
const onWide = 'max-sm:hidden';

/** What a run has cost, by service and item, at which prices. */
export function CostPanel({ status }: { status: RunStatus }) {
  const t = useTranslations('run.cost');
  const format = useFormatter();
  const usd = useUsd();
  const { run } = useRunInfo();
  const cost = useRunCost(run.id, status);
  const groups = useMemo(() => costByService(cost.data?.lines ?? []), [cost.data]);
  if (cost.isPending) return <Skeleton className="m-4 h-72" />;
  if (cost.isError) return <ErrorState title={t('failed')} onRetry={() => void cost.refetch()} />;
  if (!cost.data || groups.length === 0) return <p className="px-4 py-6 text-ink-soft">{t('none')}</p>;
  const { totalUsd, awsUsd, modelUsd, requests, steps, pricesOf } = cost.data;
  const facts = [
    { label: t('total'), value: usd(totalUsd) },
    { label: 'AWS', value: usd(awsUsd) },
    { label: t('models'), value: usd(modelUsd) },
    { label: t('requests'), value: format.number(requests) },
    { label: t('perStep'), value: steps > 0 ? format.number(requests / steps, { maximumFractionDigits: 1 }) : '–' },
  ];
  const number = 'px-3 py-1.5 text-right font-mono text-sm whitespace-nowrap tabular-nums';
  return (
    <>
      <dl className="flex flex-wrap gap-x-8 gap-y-2 border-b px-4 py-3">
        {facts.map(({ label, value }) => (
          <div key={label} className="grid gap-0.5">
            <dt className="text-sm text-ink-faint">{label}</dt>
            <dd className="font-mono tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <Table label={t('label')}>
        <TableHead>
          <tr>
            <TableHeadCell className="pl-4">{t('item')}</TableHeadCell>
            <TableHeadCell className="text-right">{t('quantity')}</TableHeadCell>
            <TableHeadCell className={onWide}>{t('unit')}</TableHeadCell>
            <TableHeadCell className={cn(onWide, 'text-right')}>{t('unitPrice')}</TableHeadCell>
            <TableHeadCell className="pr-4 text-right">USD</TableHeadCell>
          </tr>
        </TableHead>
        {groups.map(({ service, usd: sum, items }) => (
          <tbody key={service} className="border-b last:border-b-0">
            <tr className="bg-muted/60">
              <th scope="rowgroup" className="px-4 py-1.5 text-left font-medium">
                {Object.hasOwn(serviceNames, service) ? serviceNames[service] : service}
              </th>
              <td />
              <td className={onWide} />
              <td className={onWide} />
              <td className={`${number} pr-4 font-medium`}>{usd(sum)}</td>
            </tr>
            {items.map(({ item, quantity, unit, unitUsd, usd: amount }) => (
              <tr key={item}>
                <th scope="row" className="py-1.5 pr-3 pl-8 text-left font-normal">
                  {item}
                </th>
                <td className={number}>{format.number(quantity, { maximumFractionDigits: 4 })}</td>
                <td className={cn(onWide, 'px-3 py-1.5 text-sm text-ink-soft')}>{unit}</td>
                <td className={cn(onWide, number)}>{format.number(unitUsd, { maximumSignificantDigits: 6 })}</td>
                <td className={`${number} pr-4`}>{usd(amount)}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </Table>
      <p className="border-t px-4 py-2 text-sm text-ink-faint">
        {t('pricesOf', {
          date: format.dateTime(new Date(`${pricesOf}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' }),
        })}
      </p>
    </>
  );
}
