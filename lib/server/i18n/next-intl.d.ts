import type { Locale } from '#lib/domain/locale/locales';
import type messages from '../../../messages/en.json';

// Makes every key of a translation checked against the English catalogue.
declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof messages;
  }
}
