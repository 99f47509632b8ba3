'use client';

import { Workflow } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { EditorContext, useEditorState } from '#lib/client/blueprint/use-editor';
import { useKeptDraft } from '#lib/client/blueprint/use-kept-draft';
import { useUndoKeys } from '#lib/client/blueprint/use-undo-keys';
import { useWideScreen } from '#lib/client/run/use-wide-screen';
import type { AgentCatalogue } from '#lib/domain/blueprint/catalogue';
import type { Blueprint } from '#lib/domain/blueprint/schema';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { cn } from '../ui/class-names.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import type { Connection } from './connect-dialog.tsx';
import { EditorHeader, type EditorKind } from './editor-header.tsx';
import { type EditorDialog, EditorToolbar } from './editor-toolbar.tsx';
import { IssueList } from './issue-list.tsx';
import { canvasSize, ListSkeleton, StepsSkeleton } from './steps-skeleton.tsx';
import { type VersionInfo, VersionList } from './version-list.tsx';

const BlueprintCanvas = dynamic(
  () => import('./canvas/blueprint-canvas.tsx').then((loaded) => loaded.BlueprintCanvas),
  { ssr: false, loading: () => <Skeleton className={canvasSize} /> },
);
const StepList = dynamic(() => import('./step-list.tsx').then((loaded) => loaded.StepList), {
  loading: () => <ListSkeleton />,
});
const loadInspector = () => import('./inspector/editor-inspector.tsx').then((loaded) => loaded.EditorInspector);
const EditorInspector = dynamic(loadInspector, { loading: () => <Skeleton className="h-160" /> });
const ConnectDialog = dynamic(() => import('./connect-dialog.tsx').then((loaded) => loaded.ConnectDialog));
const AddStepDialog = dynamic(() => import('./add-step-dialog.tsx').then((loaded) => loaded.AddStepDialog));
const ImportDialog = dynamic(() => import('./import-dialog.tsx').then((loaded) => loaded.ImportDialog));
const DryRunDialog = dynamic(() => import('./dry-run-dialog.tsx').then((loaded) => loaded.DryRunDialog));
const UseDialog = dynamic(() => import('./use-dialog.tsx').then((loaded) => loaded.UseDialog));

type BlueprintEditorProps = {
  kind: EditorKind;
  initial: Blueprint;
  catalogue: AgentCatalogue;
  versions: readonly VersionInfo[];
  maySave: boolean;
};

/** A blueprint on its canvas, with what is looked at beside it and what is wrong with it below. */
export function BlueprintEditor({ kind, initial, catalogue, versions, maySave }: BlueprintEditorProps) {
  const t = useTranslations('blueprint');
  const isReadOnly = !maySave || kind === 'built-in' || kind === 'old-version';
  const editor = useEditorState({ initial, isNew: kind === 'new', isReadOnly, catalogue });
  const { blueprint, selection, undo, redo } = editor;
  const isWide = useWideScreen();
  const [isListChosen, setIsListChosen] = useState(false);
  const [dialog, setDialog] = useState<EditorDialog | null>(null);
  const [connection, setConnection] = useState<Connection | null>(null);
  const { kept, drop } = useKeptDraft({
    id: kind === 'new' ? 'new' : initial.id,
    blueprint,
    isDirty: editor.isDirty && editor.canUndo,
  });
  useUndoKeys({ undo, redo });
  useEffect(() => {
    // So that it is there when the first step is chosen.
    void loadInspector();
  }, []);

  const isSideOpen = selection.stepId !== null || selection.field !== null;
  const version = (kind === 'own' ? versions[0]?.version : undefined) ?? initial.version;
  const close = () => setDialog(null);
  return (
    <EditorContext value={editor}>
      <EditorHeader kind={kind} version={version} maySave={maySave} onUse={() => setDialog('use')} />
      {kept && !isReadOnly && (
        <div role="status" className="flex flex-wrap items-center gap-2 rounded-md border bg-surface px-3 py-2">
          <p className="min-w-0 flex-1">{t('draft.found')}</p>
          <Button
            size="small"
            onClick={() => {
              editor.change({ ...kept, version: blueprint.version });
              drop();
            }}
          >
            {t('draft.take')}
          </Button>
          <Button size="small" variant="ghost" onClick={drop}>
            {t('draft.drop')}
          </Button>
        </div>
      )}
      <EditorToolbar isList={isListChosen} onToggleList={() => setIsListChosen(!isListChosen)} onOpen={setDialog} />
      <div className={cn('grid items-start gap-4', isSideOpen && 'xl:grid-cols-[minmax(0,1fr)_minmax(0,400px)]')}>
        <div className="grid min-w-0 gap-4">
          <Card className="min-w-0 overflow-hidden">
            <h2 className="sr-only">{t('steps')}</h2>
            {blueprint.steps.length === 0 ? (
              <EmptyState
                icon={Workflow}
                title={t('empty.title')}
                action={!isReadOnly && <Button onClick={() => setDialog('add')}>{t('toolbar.add')}</Button>}
              >
                {t('empty.body')}
              </EmptyState>
            ) : isWide === undefined ? (
              <StepsSkeleton />
            ) : isWide && !isListChosen ? (
              <BlueprintCanvas onConnect={setConnection} />
            ) : (
              <StepList onConnect={setConnection} />
            )}
          </Card>
          <IssueList />
          {versions.length > 0 && <VersionList blueprintId={initial.id} versions={versions} shown={version} />}
        </div>
        {isSideOpen && <EditorInspector isIdFixed={kind !== 'new'} onConnect={(target) => setConnection({ target })} />}
      </div>
      {dialog === 'add' && <AddStepDialog onClose={close} />}
      {dialog === 'import' && <ImportDialog fixedId={kind === 'new' ? null : initial.id} onClose={close} />}
      {dialog === 'dry-run' && <DryRunDialog onClose={close} />}
      {dialog === 'use' && <UseDialog blueprintId={initial.id} onClose={close} />}
      {connection && <ConnectDialog connection={connection} onClose={() => setConnection(null)} />}
    </EditorContext>
  );
}
