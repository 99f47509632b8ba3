import { type ProductCategory, type ProductRow, productCategories } from './product-row.ts';
import { productRows } from './product-rows.ts';

export type Product = { id: string; label: string; category: ProductCategory; aliases: readonly string[] };

function toProduct(category: ProductCategory, [label, aliases]: ProductRow): Product {
  const id = label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return { id, label, category, aliases: [label, ...(aliases?.split('|') ?? [])] };
}

/** Every product and service that the agent knows by name. */
export const products: readonly Product[] = productCategories.flatMap((category) =>
  productRows[category].map((row) => toProduct(category, row)),
);

const byId = new Map(products.map((product) => [product.id, product]));

export function getProduct(id: string): Product | undefined {
  return byId.get(id);
}

const everydayWords = new Set(
  (
    'notion epic aws-glue apache-spark slack zoom helm puppet camel delphi pulsar solace wiz medico duo plaid ' +
    'looker kong infor pega asana honeycomb sentry joule gemini mistral llama watson firebolt superset tink rhapsody docker ' +
    'aws-outposts aws-batch stripe boomi'
  ).split(' '),
);

/** Whether the product's name is also an ordinary word, so that it counts only with a capital letter. */
export function isEverydayWord(id: string): boolean {
  return everydayWords.has(id);
}
