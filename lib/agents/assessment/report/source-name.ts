import type { ReportAnswer } from './report-model.ts';

/** Where an answer's words stand: in a message, or in a document that the person confirmed in one. */
export function sourceName({ messageId, sentAt, document }: NonNullable<ReportAnswer['source']>): string {
  const message = `message ${messageId}, ${sentAt}`;
  if (!document) return message;
  const place = document.place === '' ? '' : `, ${document.place}`;
  return `document ${document.name}${place}, confirmed in ${message}`;
}
