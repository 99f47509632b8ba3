'use client';

import { ArrowDown, ArrowUp, CircleAlert, Trash2, Workflow } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEditor } from '#lib/client/blueprint/use-editor';
import { dependenciesOf } from '#lib/domain/blueprint/graph';
import { placeOfIssue } from '#lib/domain/blueprint-editor/issue-place';
import { removeStep, shiftStep } from '#lib/domain/blueprint-editor/steps';
import { Button } from '../ui/button.tsx';
import { cn } from '../ui/class-names.ts';
import { Table, TableCell, TableHead, TableHeadCell, TableRow } from '../ui/table.tsx';

/** On narrow screens what these columns say stands below the step's title. */
const onWide = 'max-sm:hidden';

type StepListProps = { onConnect: (connection: { target: string }) => void };

/** The steps as a table, with everything that can be done on the canvas. */
export function StepList({ onConnect }: StepListProps) {
  const t = useTranslations('blueprint');
  const { blueprint, issues, isReadOnly, change, select, selection } = useEditor();
  const dependencies = dependenciesOf(blueprint);
  const countOf = (id: string) => issues.filter(({ path }) => placeOfIssue(blueprint, path).stepId === id).length;
  return (
    <Table label={t('list.label')}>
      <TableHead>
        <tr>
          <TableHeadCell className="pl-4">{t('list.step')}</TableHeadCell>
          <TableHeadCell className={onWide}>{t('list.task')}</TableHeadCell>
          <TableHeadCell className={onWide}>{t('list.waitsFor')}</TableHeadCell>
          <TableHeadCell className={onWide}>{t('list.issues')}</TableHeadCell>
          {!isReadOnly && (
            <TableHeadCell>
              <span className="sr-only">{t('list.actions')}</span>
            </TableHeadCell>
          )}
        </tr>
      </TableHead>
      <tbody>
        {blueprint.steps.map((step, index) => {
          const { id, title, agent, task } = step;
          const found = countOf(id);
          const waitsFor = dependencies.get(id)?.join(', ');
          const issueCount = found > 0 && (
            <span className="inline-flex items-center gap-1 text-failed">
              <CircleAlert aria-hidden className="size-3.5" />
              {t('node.issues', { count: found })}
            </span>
          );
          return (
            <TableRow key={`${id}-${index}`}>
              <th scope="row" className="max-w-72 py-1.5 pr-3 pl-4 font-normal sm:min-w-40">
                <button
                  type="button"
                  aria-pressed={selection.stepId === id}
                  onClick={() => select(id)}
                  className="block max-w-full rounded-sm sm:truncate text-left font-medium hover:text-accent-text hover:underline"
                >
                  {title}
                </button>
                <span className="block font-mono text-sm break-all text-ink-faint sm:truncate">{id}</span>
                {waitsFor && (
                  <span className="block text-sm text-ink-soft sm:hidden">
                    {t('list.waitsFor')}: <span className="font-mono break-all">{waitsFor}</span>
                  </span>
                )}
                {issueCount && <span className="block text-sm sm:hidden">{issueCount}</span>}
              </th>
              <TableCell className={cn(onWide, 'text-sm whitespace-nowrap text-ink-soft')}>
                {agent}
                {task === undefined ? '' : ` · ${task}`}
              </TableCell>
              <TableCell className={cn(onWide, 'min-w-32 font-mono text-sm text-ink-soft')}>
                {waitsFor || '–'}
              </TableCell>
              <TableCell className={cn(onWide, 'text-sm whitespace-nowrap')}>
                {issueCount || <span className="text-ink-faint">–</span>}
              </TableCell>
              {!isReadOnly && (
                <TableCell className="pr-3">
                  <span className="flex justify-end gap-0.5">
                    <Button
                      size="icon-small"
                      variant="ghost"
                      aria-label={t('list.up', { title })}
                      disabled={index === 0}
                      onClick={() => change(shiftStep(blueprint, id, -1))}
                    >
                      <ArrowUp aria-hidden />
                    </Button>
                    <Button
                      size="icon-small"
                      variant="ghost"
                      aria-label={t('list.down', { title })}
                      disabled={index === blueprint.steps.length - 1}
                      onClick={() => change(shiftStep(blueprint, id, 1))}
                    >
                      <ArrowDown aria-hidden />
                    </Button>
                    <Button
                      size="icon-small"
                      variant="ghost"
                      aria-label={t('list.connect', { title })}
                      onClick={() => onConnect({ target: id })}
                    >
                      <Workflow aria-hidden />
                    </Button>
                    <Button
                      size="icon-small"
                      variant="ghost"
                      aria-label={t('list.remove', { title })}
                      onClick={() => {
                        change(removeStep(blueprint, id));
                        if (selection.stepId === id) select(null);
                      }}
                    >
                      <Trash2 aria-hidden />
                    </Button>
                  </span>
                </TableCell>
              )}
            </TableRow>
          );
        })}
      </tbody>
    </Table>
  );
}
