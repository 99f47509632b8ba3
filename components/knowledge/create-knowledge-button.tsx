'use client';

import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';

const CreateKnowledgeDialog = dynamic(
  () => import('./create-knowledge-dialog.tsx').then((loaded) => loaded.CreateKnowledgeDialog),
  { ssr: false },
);

/** Opens the form that makes a knowledge base. */
export function CreateKnowledgeButton() {
  const t = useTranslations('knowledge.create');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="primary" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <Plus aria-hidden />
        {t('open')}
      </Button>
      {isOpen && <CreateKnowledgeDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}
