/** Languages that the message catalogues exist in; the first is the fallback. */
export const locales = ['en', 'de'] as const;

export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = 'en';

/** The cookie that remembers a reader's choice of language. */
export const LOCALE_COOKIE = 'factory-locale';

/** Whether a value names a language that we have a catalogue for. */
export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}
