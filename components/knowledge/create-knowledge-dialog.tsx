'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type SubmitEvent, useState } from 'react';
import { createKnowledgeBase } from '#lib/actions/knowledge/create-knowledge-base';
import { knowledgeLimits } from '#lib/domain/knowledge-view/action-input';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogContent } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Textarea } from '../ui/textarea.tsx';

/** Asks for a name, makes the knowledge base, and goes there. */
export function CreateKnowledgeDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const router = useRouter();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [name, description] = [form.get('name'), form.get('description')];
    if (typeof name !== 'string' || name.trim() === '') {
      setProblem(t('knowledge.create.nameMissing'));
      return;
    }
    setIsBusy(true);
    const result = await createKnowledgeBase({
      name,
      description: typeof description === 'string' ? description : '',
    });
    if (result.ok) {
      router.push(`/knowledge/${result.data.id}`);
      return;
    }
    setIsBusy(false);
    setProblem(result.message);
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={t('knowledge.create.title')}
        description={t('knowledge.create.body')}
        closeLabel={t('common.close')}
      >
        <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
          <Field label={t('knowledge.name')} error={problem}>
            {(control) => <Input {...control} name="name" autoComplete="off" maxLength={knowledgeLimits.name} />}
          </Field>
          <Field label={t('knowledge.description')} optional={t('common.optional')}>
            {(control) => <Textarea {...control} name="description" rows={3} maxLength={knowledgeLimits.description} />}
          </Field>
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" variant="primary" isBusy={isBusy}>
              {t('knowledge.create.submit')}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
