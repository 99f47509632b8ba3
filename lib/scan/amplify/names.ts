const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const small = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** As Amplify puts a model's name into the plural: `listCategories`, `listBoxes`. */
function plural(name: string): string {
  if (/[^aeiou]y$/i.test(name)) return `${name.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/i.test(name) ? `${name}es` : `${name}s`;
}

/** The operations that Amplify generates for a model, by what `disableOperations` calls them. */
export function operationsOf(model: string): readonly { method: string; path: string; words: readonly string[] }[] {
  return [
    { method: 'QUERY', path: `get${model}`, words: ['get', 'queries'] },
    { method: 'QUERY', path: `list${plural(model)}`, words: ['list', 'queries'] },
    ...['create', 'update', 'delete'].map((verb) => ({
      method: 'MUTATION',
      path: `${verb}${model}`,
      words: [verb, 'mutations'],
    })),
    ...['onCreate', 'onUpdate', 'onDelete'].map((verb) => ({
      method: 'SUBSCRIPTION',
      path: `${verb}${model}`,
      words: [verb, 'subscriptions'],
    })),
  ];
}

/** The name that an index has where the schema gives none: `todosByStatusAndCreatedAt`. */
export const indexName = (model: string, fields: readonly string[]): string =>
  `${small(plural(model))}By${fields.map(capital).join('And')}`;

/** The query of an index where the schema names none: `listTodoByStatusAndCreatedAt`. */
export const indexQuery = (model: string, fields: readonly string[]): string =>
  `list${model}By${fields.map(capital).join('And')}`;
