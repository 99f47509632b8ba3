import type { UpdateAction } from '../expressions/bind-update.ts';
import type { Condition } from '../expressions/condition.ts';
import type { Path } from '../expressions/placeholders.ts';
import type { Item } from '../values/attribute-value.ts';

export type Returning = 'ALL_OLD' | 'ALL_NEW' | 'UPDATED_OLD' | 'UPDATED_NEW';

/** A parsed PartiQL statement with its parameters in place. */
export type Statement = { readonly table: string } & (
  | {
      readonly kind: 'select';
      readonly index: string | undefined;
      /** Undefined: all attributes. */
      readonly columns: readonly { path: Path; name: string }[] | undefined;
      readonly where: Condition | undefined;
      readonly order: { attribute: string; isBackward: boolean } | undefined;
    }
  | { readonly kind: 'insert'; readonly item: Item }
  | {
      readonly kind: 'update';
      readonly actions: readonly UpdateAction[];
      readonly where: Condition | undefined;
      readonly returning: Returning | undefined;
    }
  | { readonly kind: 'delete'; readonly where: Condition | undefined; readonly returning: Returning | undefined }
  | { readonly kind: 'exists'; readonly where: Condition | undefined }
);
