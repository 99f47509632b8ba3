'use client';

import {
  Download,
  FlaskConical,
  LayoutGrid,
  List,
  Plus,
  Redo2,
  Settings2,
  Undo2,
  Upload,
  Workflow,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEditor } from '#lib/client/blueprint/use-editor';
import { exportBlueprint } from '#lib/domain/blueprint-editor/export';
import { arrange } from '#lib/domain/blueprint-editor/positions';
import { Button } from '../ui/button.tsx';

export type EditorDialog = 'add' | 'import' | 'dry-run' | 'use';

type EditorToolbarProps = {
  isList: boolean;
  onToggleList: () => void;
  onOpen: (dialog: EditorDialog) => void;
};

/** What can be done to the drawing as a whole. */
export function EditorToolbar({ isList, onToggleList, onOpen }: EditorToolbarProps) {
  const t = useTranslations('blueprint.toolbar');
  const { blueprint, isReadOnly, canUndo, canRedo, change, undo, redo, select } = useEditor();
  const download = () => {
    const address = URL.createObjectURL(new Blob([exportBlueprint(blueprint)], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${blueprint.id || 'blueprint'}.json`;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <div role="toolbar" aria-label={t('label')} className="flex flex-wrap items-center gap-1.5">
      {!isReadOnly && (
        <>
          <Button size="small" aria-haspopup="dialog" onClick={() => onOpen('add')}>
            <Plus aria-hidden />
            {t('add')}
          </Button>
          <Button
            size="icon-small"
            variant="ghost"
            aria-label={t('undo')}
            title={t('undo')}
            disabled={!canUndo}
            onClick={undo}
          >
            <Undo2 aria-hidden />
          </Button>
          <Button
            size="icon-small"
            variant="ghost"
            aria-label={t('redo')}
            title={t('redo')}
            disabled={!canRedo}
            onClick={redo}
          >
            <Redo2 aria-hidden />
          </Button>
        </>
      )}
      <Button
        size="small"
        variant="ghost"
        aria-pressed={isList}
        className="hidden md:inline-flex"
        onClick={onToggleList}
      >
        {isList ? <Workflow aria-hidden /> : <List aria-hidden />}
        {t(isList ? 'canvas' : 'list')}
      </Button>
      {!isReadOnly && (
        <Button
          size="small"
          variant="ghost"
          className="hidden md:inline-flex"
          onClick={() => change(arrange(blueprint))}
        >
          <LayoutGrid aria-hidden />
          {t('arrange')}
        </Button>
      )}
      <Button size="small" variant="ghost" onClick={() => select(null, 'name')}>
        <Settings2 aria-hidden />
        {t('settings')}
      </Button>
      <Button size="small" variant="ghost" aria-haspopup="dialog" onClick={() => onOpen('dry-run')}>
        <FlaskConical aria-hidden />
        {t('dryRun')}
      </Button>
      {!isReadOnly && (
        <Button size="small" variant="ghost" aria-haspopup="dialog" onClick={() => onOpen('import')}>
          <Upload aria-hidden />
          {t('import')}
        </Button>
      )}
      <Button size="small" variant="ghost" onClick={download}>
        <Download aria-hidden />
        {t('export')}
      </Button>
    </div>
  );
}
