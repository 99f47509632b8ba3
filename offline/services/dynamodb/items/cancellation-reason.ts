import type { Item } from '../values/attribute-value.ts';

/** Why one place of a transaction was not carried out; `Code: 'None'` where it would have been. */
export type Reason = { Code: string; Message?: string; Item?: Item };
