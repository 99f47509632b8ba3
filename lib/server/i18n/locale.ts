import { cookies, headers } from 'next/headers';
import { defaultLocale, isLocale, LOCALE_COOKIE, type Locale } from '#lib/domain/locale/locales';

/** The locale of this request: the reader's own choice, else the first language of the browser that we speak. */
export async function resolveLocale(): Promise<Locale> {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  if (isLocale(chosen)) return chosen;
  const accepted = (await headers()).get('accept-language') ?? '';
  const languages = accepted.split(',').map((part) => part.split(';')[0]?.trim().slice(0, 2).toLowerCase());
  return languages.find(isLocale) ?? defaultLocale;
}
