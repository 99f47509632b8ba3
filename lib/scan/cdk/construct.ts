import type ts from 'typescript';
import type { Component, Source } from '../schema.ts';
import type { ScriptValue } from '../script/evaluation.ts';
import { lineOfCall } from '../script/program.ts';

/** What a construct of the source makes. */
export interface Construct {
  readonly id: string;
  readonly kind: Component['kind'];
  readonly type: string;
  readonly props: ScriptValue | undefined;
  /** Null for what stands for a resource of elsewhere, such as an Amplify backend's. */
  readonly node: ts.CallExpression | ts.NewExpression | null;
  readonly source: Source;
  readonly confidence: number;
}

export const placeOfCall = (node: ts.CallExpression | ts.NewExpression): Source => ({
  file: node.getSourceFile().fileName,
  line: lineOfCall(node),
});
