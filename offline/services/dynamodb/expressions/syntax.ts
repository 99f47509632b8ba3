/** One step of a document path as written: a name, a `#placeholder` or a list index. */
export type RawStep = { readonly name: string } | { readonly placeholder: string } | number;

export type RawOperand =
  | { readonly kind: 'path'; readonly steps: readonly RawStep[] }
  | { readonly kind: 'value'; readonly placeholder: string }
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly RawOperand[] }
  | {
      readonly kind: 'arithmetic';
      readonly operator: '+' | '-';
      readonly left: RawOperand;
      readonly right: RawOperand;
    };

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type RawCondition =
  | { readonly kind: 'compare'; readonly operator: Comparator; readonly left: RawOperand; readonly right: RawOperand }
  | { readonly kind: 'between'; readonly operand: RawOperand; readonly low: RawOperand; readonly high: RawOperand }
  | { readonly kind: 'in'; readonly operand: RawOperand; readonly candidates: readonly RawOperand[] }
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly RawOperand[] }
  | { readonly kind: 'and' | 'or'; readonly left: RawCondition; readonly right: RawCondition }
  | { readonly kind: 'not'; readonly inner: RawCondition };

export type ParsedCondition = { readonly condition: RawCondition; readonly hasRedundantParentheses: boolean };

export type RawAction =
  | { readonly kind: 'set'; readonly path: readonly RawStep[]; readonly operand: RawOperand }
  | { readonly kind: 'remove'; readonly path: readonly RawStep[] }
  | { readonly kind: 'add' | 'delete'; readonly path: readonly RawStep[]; readonly value: string };

export type ParsedUpdate = { readonly actions: readonly RawAction[]; readonly repeatedSection?: string };

export type ParsedProjection = readonly (readonly RawStep[])[];
