/** What a product is for; questions ask for categories, not for brands. */
export const productCategories = [
  'cloud',
  'compute',
  'warehouse',
  'lake',
  'database',
  'storage',
  'analytics',
  'ai',
  'assistant',
  'streaming',
  'integration',
  'business',
  'collaboration',
  'identity',
  'security',
  'observability',
  'delivery',
  'legacy',
  'automation',
] as const;
export type ProductCategory = (typeof productCategories)[number];

/** A line of the catalogue: label, and optionally further aliases split by `|`. The id derives from the label. */
export type ProductRow = readonly [label: string, aliases?: string];
