/** What the content of a document can be. */
export const documentFormats = ['pdf', 'docx', 'xlsx', 'pptx', 'html', 'markdown', 'text', 'csv', 'zip'] as const;
export type DocumentFormat = (typeof documentFormats)[number];
