import type { DesignEntity } from '../../design/schema.ts';

export type FieldModel = DesignEntity['fields'][number] & { label: string };

/** `name` of a field is safe as a property; the words of the design are in `label`. */
export type EntityModel = Omit<DesignEntity, 'fields'> & {
  slug: string;
  /** JavaScript names: `claim` for values, `Claim` for the type. */
  camel: string;
  pascal: string;
  fields: FieldModel[];
};
