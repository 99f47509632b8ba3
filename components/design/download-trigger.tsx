import { ChevronDown, Download } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** What the button says that opens the list of files. */
export function DownloadTrigger() {
  const t = useTranslations('technicalDesign');
  return (
    <>
      <Download aria-hidden />
      {t('downloads')}
      <ChevronDown aria-hidden />
    </>
  );
}
