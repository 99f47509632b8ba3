import { getRequestConfig } from 'next-intl/server';
import { resolveLocale } from './locale.ts';

/** What next-intl asks for on every request: the reader's locale and its catalogue. */
export default getRequestConfig(async () => {
  const locale = await resolveLocale();
  const catalogue =
    locale === 'de' ? await import('../../../messages/de.json') : await import('../../../messages/en.json');
  return { locale, messages: catalogue.default };
});
