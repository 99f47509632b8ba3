/** Units of the properties that a design shows. */
export const propertyUnits: Readonly<Record<string, string>> = {
  MemorySize: ' MB',
  MessageRetentionPeriod: ' s',
  RetentionInDays: ' days',
  Timeout: ' s',
  VisibilityTimeout: ' s',
};
