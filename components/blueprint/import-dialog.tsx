'use client';

import { FileUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type SyntheticEvent, useRef, useState } from 'react';
import { useEditor } from '#lib/client/blueprint/use-editor';
import { type BlueprintIssue, blueprintLimits } from '#lib/domain/blueprint/schema';
import { importBlueprint } from '#lib/domain/blueprint-editor/import';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogContent } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Textarea } from '../ui/textarea.tsx';
import { IssueText } from './issue-list.tsx';

const told = 20;

type ImportDialogProps = {
  /** Of a blueprint that is saved already: what is imported takes its place under its id. */
  fixedId: string | null;
  onClose: () => void;
};

/** Takes a blueprint from a file or pasted text; what cannot run is refused with places. */
export function ImportDialog({ fixedId, onClose }: ImportDialogProps) {
  const t = useTranslations();
  const { catalogue, change, select, blueprint } = useEditor();
  const [text, setText] = useState('');
  const [issues, setIssues] = useState<readonly BlueprintIssue[]>([]);
  const file = useRef<HTMLInputElement>(null);

  const readFile = async (chosen: File | undefined) => {
    if (!chosen) return;
    if (chosen.size <= blueprintLimits.size * 2) {
      setText(await chosen.text());
      setIssues([]);
      return;
    }
    const message = t('blueprint.import.tooLarge', { bytes: blueprintLimits.size });
    setIssues([{ path: chosen.name, code: 'too-large', message }]);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const imported = importBlueprint(text, catalogue);
    if (!imported.ok) return setIssues(imported.issues);
    change({ ...imported.blueprint, id: fixedId ?? imported.blueprint.id, version: blueprint.version });
    select(null);
    onClose();
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={t('blueprint.import.title')}
        description={t('blueprint.import.body')}
        closeLabel={t('common.close')}
        className="max-w-2xl"
      >
        <form noValidate className="grid gap-4" onSubmit={submit}>
          <div>
            <input
              ref={file}
              type="file"
              accept="application/json,.json"
              aria-label={t('blueprint.import.file')}
              tabIndex={-1}
              className="sr-only"
              onChange={({ target }) => void readFile(target.files?.[0])}
            />
            <Button onClick={() => file.current?.click()}>
              <FileUp aria-hidden />
              {t('blueprint.import.choose')}
            </Button>
          </div>
          <Field label={t('blueprint.import.text')}>
            {(control) => (
              <Textarea
                {...control}
                className="max-h-72 min-h-40 font-mono text-sm"
                spellCheck={false}
                value={text}
                onChange={({ target }) => setText(target.value)}
              />
            )}
          </Field>
          {issues.length > 0 && (
            <div role="alert" className="grid gap-2">
              <p className="font-medium">{t('blueprint.import.refused', { count: issues.length })}</p>
              <ul className="grid max-h-48 gap-2 overflow-y-auto rounded-md border p-3">
                {issues.slice(0, told).map((issue) => (
                  <li key={`${issue.path} ${issue.code} ${issue.message}`}>
                    <IssueText issue={issue} />
                  </li>
                ))}
              </ul>
            </div>
          )}
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" variant="primary" disabled={text.trim() === ''}>
              {t('blueprint.import.submit')}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
